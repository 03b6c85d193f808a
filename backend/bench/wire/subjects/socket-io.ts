import { Client } from 'pg';
import { bodyOf, type Connection, type Subject } from '../subject.js';
import { opened } from './opened.js';
import { end, forked } from './forked.js';

export const bareSocketIo: Subject = {
  name: 'bare Socket.IO, nothing stored',
  keepsOrder: false,
  start: async () => {
    const { child, url } = await forked('bare-socket-io');
    return {
      pid: child.pid ?? 0,
      connect: () => connect(url, false),
      stored: () => null,
      stop: () => end(child),
    };
  },
};

/** Its table is made in this database. */
export const weekend = (databaseUrl: string): Subject => ({
  name: 'Socket.IO and one INSERT',
  keepsOrder: false,
  start: async () => {
    const { child, url } = await forked('weekend', databaseUrl);
    const database = new Client(databaseUrl);
    await database.connect();
    return {
      pid: child.pid ?? 0,
      connect: () => connect(url, true),
      stored: async (conversation) => {
        const { rows } = await database.query<{ message: string }>(
          'SELECT message FROM weekend_messages WHERE conversation = $1 ORDER BY seq',
          [conversation],
        );
        return rows.map(({ message }) => message);
      },
      stop: async () => {
        await database.end();
        await end(child);
      },
    };
  },
});

async function connect(url: string, stores: boolean): Promise<Connection> {
  const socket = await opened(url);
  const connection: Connection = {
    onMessage: () => undefined,
    join: (conversation) => new Promise((resolve) => socket.emit('join', conversation, resolve)),
    send: (conversation, id) =>
      new Promise((resolve) => socket.emit('send', conversation, id, bodyOf(id), resolve)),
    catchUp: (conversation) =>
      stores
        ? new Promise((resolve) =>
            socket.emit('catch-up', conversation, (rows: { message: string }[]) =>
              resolve({ ids: rows.map(({ message }) => message), bytes: JSON.stringify(rows).length }),
            ),
          )
        : null,
    cut: () => socket.io.engine.close(),
  };
  socket.on('message', (conversation: number, id: string) => connection.onMessage(conversation, id));
  return connection;
}
