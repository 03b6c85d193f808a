import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealtimeSocket } from './realtime-socket.js';

const atMostMs = 2_000;

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
