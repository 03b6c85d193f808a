import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { JwtService } from '@nestjs/jwt';
import { Client } from 'pg';
import type { Message, SyncAnswer } from '@litspark/shared-contracts';
import { accessTokenAudience, accessTokenIssuer } from '../../../src/features/auth/access-tokens.service.js';
import { newId } from '../../../src/platform/identifiers/new-id.js';
import { bodyOf, type Connection, type Stage, type Subject } from '../subject.js';
import { opened } from './opened.js';

const backend = fileURLToPath(new URL('../../../..', import.meta.url));
const secret = 'a secret of the benchmark, long enough to be one';

interface Ids {
  conversations: readonly string[];
  /** The places of the conversations, by their ids. */
  places: ReadonlyMap<string, number>;
}

/** The built service on a migrated database, with its limits for one person off: one driver is everybody. */
export const product = (databaseUrl: string, dataDir: string): Subject => ({
  name: 'LitSpark',
  keepsOrder: true,
  start: async (stage) => {
    const database = new Client(databaseUrl);
    await database.connect();
    const { users, sessions, conversations } = await fill(database, stage);
    const ids = { conversations, places: new Map(conversations.map((id, place) => [id, place])) };
    const { pid, url, stop } = await startService(databaseUrl, dataDir);
    const token = (person: number) =>
      tokenOf({ userId: users[person] ?? '', sessionId: sessions[person] ?? '' });
    return {
      pid,
      connect: async (person) => connect(await opened(url, { token: token(person) }), ids),
      stored: async (conversation) => {
        const { rows } = await database.query<{ body: string }>(
          'SELECT body FROM messages WHERE conversation_id = $1 ORDER BY seq',
          [conversations[conversation]],
        );
        return rows.map(({ body }) => idOf(body));
      },
      stop: async () => {
        await stop();
        await database.end();
      },
    };
  },
});

const idOf = (body: string): string => body.slice(0, body.indexOf('.'));

/** People, their sessions and their conversations, straight in the tables: signing up is not what is measured. */
async function fill(database: Client, { people, conversations }: Stage) {
  const users = Array.from({ length: people }, newId);
  const sessions = users.map(newId);
  const ids = conversations.map(newId);
  await database.query(
    `INSERT INTO users (id, email, email_key, display_name, search_text, role)
     SELECT id, id || '@bench.test', id || '@bench.test', 'Bench', '', 'member' FROM unnest($1::uuid[]) id`,
    [users],
  );
  await database.query(
    `INSERT INTO sessions (id, user_id, expires_at)
     SELECT id, user_id, now() + interval '1 day' FROM unnest($1::uuid[], $2::uuid[]) session (id, user_id)`,
    [sessions, users],
  );
  await database.query(
    `INSERT INTO conversations (id, kind, visibility, participant_count)
     SELECT id, 'group', 'private', count FROM unnest($1::uuid[], $2::int[]) made (id, count)`,
    [ids, conversations.map(({ length }) => length)],
  );
  const members = conversations.flatMap((places, index) =>
    places.map((place) => [ids[index], users[place]] as const),
  );
  await database.query(
    `INSERT INTO participants (conversation_id, user_id, role)
     SELECT conversation_id, user_id, 'member' FROM unnest($1::uuid[], $2::uuid[]) member (conversation_id, user_id)`,
    [members.map(([conversation]) => conversation), members.map(([, user]) => user)],
  );
  await database.query('ANALYZE');
  return { users, sessions, conversations: ids };
}

/** The built service on a migrated database, without limits for one person. */
export async function startService(databaseUrl: string, dataDir: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(backend, 'dist/main.js')], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      JWT_SECRET: secret,
      RATE_LIMIT_WORK: '0',
      RATE_LIMIT_MESSAGES: '0',
      // The lines of 1,000 connections are no part of what the others do.
      LOG_LEVEL: 'warn',
      DRAIN_SECONDS: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('the service did not start');
    await delay(100);
  }
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  return { pid: child.pid ?? 0, url, stop };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An access token that the started service takes. */
export const tokenOf = ({ userId, sessionId }: { userId: string; sessionId: string }): string =>
  new JwtService().sign(
    { sub: userId, sid: sessionId, iss: accessTokenIssuer, aud: accessTokenAudience },
    { algorithm: 'HS256', secret, expiresIn: '1h' },
  );

type Socket = Awaited<ReturnType<typeof opened>>;

function connect(socket: Socket, { conversations, places }: Ids): Connection {
  /** Throws what the service refuses. */
  const ask = async <T>(event: string, payload: object): Promise<T> => {
    const answer = (await socket.emitWithAck(event, payload)) as { ok: boolean; data: T; error: unknown };
    if (!answer.ok) throw new Error(`${event}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  };
  const connection: Connection = {
    onMessage: () => undefined,
    join: (place) => ask('join_conversation', { conversationId: conversations[place] }),
    send: (place, id) =>
      ask('send_message', { conversationId: conversations[place], clientMessageId: id, body: bodyOf(id) }),
    catchUp: (place) => catchUp(ask, conversations[place] ?? ''),
    cut: () => socket.io.engine.close(),
  };
  socket.on('new_message', ({ message }: { message: Message }) =>
    connection.onMessage(places.get(message.conversationId) ?? -1, message.clientMessageId ?? ''),
  );
  return connection;
}

/** As a client does that holds the first message. */
async function catchUp(ask: <T>(event: string, payload: object) => Promise<T>, id: string) {
  const ids: string[] = [];
  let bytes = 0;
  let revision = 2;
  for (let hasMore = true; hasMore;) {
    const news = await ask<SyncAnswer>('sync', { conversations: [{ id, revision }], only: true });
    bytes += JSON.stringify(news).length;
    const [changed] = news.changed;
    for (const message of changed?.messages ?? []) {
      ids.push(idOf(message.body));
      revision = Math.max(revision, message.revision);
    }
    hasMore = changed?.hasMore ?? false;
  }
  return { ids, bytes };
}
