import { WebSocket } from 'ws';
import { bodyOf, type Connection, type Subject } from '../subject.js';
import { end, forked } from './forked.js';

export const bareWs: Subject = {
  name: 'bare ws, nothing stored',
  keepsOrder: false,
  start: async () => {
    const { child, url } = await forked('bare-ws');
    return {
      pid: child.pid ?? 0,
      connect: () => connect(url),
      stored: () => null,
      stop: () => end(child),
    };
  },
};

type Frame = { answered: number } | { conversation: number; message: string };

async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const waiting = new Map<number, () => void>();
  let last = 0;
  const ask = (frame: object) =>
    new Promise<void>((resolve) => {
      waiting.set((last += 1), resolve);
      socket.send(JSON.stringify({ id: last, ...frame }));
    });
  const connection: Connection = {
    onMessage: () => undefined,
    join: (conversation) => ask({ event: 'join', conversation }),
    send: (conversation, message) => ask({ event: 'send', conversation, message, body: bodyOf(message) }),
    catchUp: () => null,
    cut: () => socket.terminate(),
  };
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame;
    if (!('answered' in frame)) return connection.onMessage(frame.conversation, frame.message);
    waiting.get(frame.answered)?.();
    waiting.delete(frame.answered);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return connection;
}
