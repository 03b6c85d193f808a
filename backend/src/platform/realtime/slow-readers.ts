import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Socket as Connection } from 'engine.io';
import { UnsentBytes } from '../security/unsent-bytes.js';
import { RealtimeMetrics } from './realtime-metrics.js';

/** What may wait for one client, in bytes (characters of text), before anything more ends its connection. */
export const unsentMax = 8 * 1024 * 1024;

/** Ends the connections of clients that don't read what they are sent, so that they can't fill our memory. */
@Injectable()
export class SlowReaders {
  private readonly waiting = new WeakMap<Connection, number>();
  /** By the id of the connection. */
  private readonly owners = new Map<string, string>();

  constructor(
    private readonly metrics: RealtimeMetrics,
    private readonly unsent: UnsentBytes,
  ) {}

  /** Who is cut off will connect again and ask what is new. */
  watch(connection: Connection): void {
    let dropped = false;
    connection.on('flush', () => this.waiting.delete(connection));
    connection.on('packetCreate', ({ data }: { data?: string | Buffer }) => {
      const waiting = this.waitingFor(connection);
      // One large answer is no fault of the client: only what comes on top of a full buffer is.
      if (waiting > unsentMax && !dropped) {
        dropped = true;
        this.metrics.slowReaderDropped();
        // Not now: we may be in the middle of an emit to its room.
        setImmediate(() => connection.close(true));
      }
      this.waiting.set(connection, waiting + (data?.length ?? 0));
    });
  }

  /** From now on what waits here for this connection, and what its WebSocket was given, counts as this person's. */
  own(connection: Connection, userId: string): void {
    const id = idOf(connection);
    this.owners.set(id, userId);
    const forget = this.unsent.count(userId, () => this.waitingFor(connection) + buffered(connection));
    connection.once('close', () => {
      this.owners.delete(id);
      forget();
    });
  }

  /** Counts an answer of long-polling, which may outlive its connection. */
  answers(connectionId: string, response: ServerResponse): void {
    const userId = this.owners.get(connectionId);
    if (userId === undefined) return;
    response.once(
      'close',
      this.unsent.count(userId, () => response.writableLength),
    );
  }

  private waitingFor(connection: Connection): number {
    return this.waiting.get(connection) ?? 0;
  }
}

/** What long-polling calls `sid`: private to Engine.IO's types alone. */
const idOf = (connection: Connection): string => (connection as unknown as { id: string }).id;

/** What a WebSocket was given and has not sent; Engine.IO's types don't tell of it. */
function buffered({ transport }: Connection): number {
  const { socket } = transport as { socket?: { bufferedAmount?: number } };
  return socket?.bufferedAmount ?? 0;
}
