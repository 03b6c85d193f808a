import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealtimeSocket } from './realtime-socket.js';

const atMostMs = 2_000;
/** Between two clients that are sent to reconnect gradually, on average, and for all of them at most. */
const spreadMs = { each: 2, most: 10_000 };
/** For all that are moved while a stop waits for it. */
const movingMs = 5_000;

/**
 * Ends the connections, not the namespace: so the clients connect again by themselves, and ask what is new. Resolves
 * when they have read what was sent before, as their answer to the closing says, or after two seconds.
 */
export async function reconnectClients(sockets: Iterable<RealtimeSocket>): Promise<void> {
  const ended: Promise<void>[] = [];
  for (const { conn } of [...sockets]) {
    // The WebSocket of that transport; polling has none, and ends with its present answer.
    const { socket } = conn.transport as { socket?: EventEmitter };
    if (socket) ended.push(new Promise((resolve) => socket.once('close', () => resolve())));
    conn.close();
  }
  if (ended.length > 0) await Promise.race([Promise.all(ended), delay(atMostMs, undefined, { ref: false })]);
}

/** As `reconnectGradually`, within the time that a stop has for it; each when it is `ready`. Resolves when the last one was ended. */
export async function moveGradually(
  sockets: Iterable<RealtimeSocket>,
  ready: (socket: RealtimeSocket) => Promise<void>,
): Promise<void> {
  const all = [...sockets];
  const delays = spread(all.length, movingMs);
  await Promise.all(
    all.map(async (socket, at) => {
      await delay(delays[at]);
      await ready(socket);
      socket.conn.close();
    }),
  );
}

/** Ends the connections one by one, in a random order and within ten seconds, so that not all clients ask at once. */
export function reconnectGradually(sockets: Iterable<RealtimeSocket>): void {
  const connections = [...sockets].map(({ conn }) => conn);
  const delays = spread(connections.length);
  connections.forEach((connection, at) => setTimeout(() => connection.close(), delays[at]).unref());
}

/** When each of so many is to reconnect, in milliseconds from now. */
export function spread(count: number, mostMs = spreadMs.most): number[] {
  const withinMs = Math.min(count * spreadMs.each, mostMs);
  return Array.from({ length: count }, () => Math.random() * withinMs);
}
