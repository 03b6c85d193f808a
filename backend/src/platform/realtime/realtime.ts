import { Injectable } from '@nestjs/common';
import type { ServerEventName, ServerPayload } from '@litspark/shared-contracts';
import { broadcast } from './broadcast-writes.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import type { RealtimeServer, RealtimeSocket } from './realtime-socket.js';

/** What every socket goes through before it connects, and again when its session is restored. */
export type Admission = (socket: RealtimeSocket) => Promise<void>;

/** This node's Socket.IO server, for whoever emits to its sockets. */
@Injectable()
export class Realtime {
  private server: RealtimeServer | null = null;
  private readonly admissions: Admission[] = [];
  private readonly flushes: (() => Promise<void>)[] = [];

  constructor(private readonly metrics: RealtimeMetrics) {}

  /** Called once, by the adapter. */
  attach(server: RealtimeServer): void {
    this.server = server;
  }

  /** Adds a step that puts a socket into the rooms it belongs in. It throws to refuse the socket. */
  onAdmission(admission: Admission): void {
    this.admissions.push(admission);
  }

  async admit(socket: RealtimeSocket): Promise<void> {
    for (const admission of this.admissions) await admission(socket);
  }

  /**
   * Emits to the sockets of this node that are in any of these rooms and in none of `except`; each once, encoded once.
   * Synchronous, so what is emitted in order arrives in order. Other nodes do the same for theirs: see `EventBus`.
   */
  emit<E extends ServerEventName>(
    event: E,
    payload: ServerPayload<E>,
    to: readonly string[],
    except: readonly string[] = [],
  ): void {
    // No room means everybody to Socket.IO, and nobody to us.
    if (to.length === 0) return;
    // The event map can't be resolved for a generic event name.
    const operator = this.server?.local.to([...to]).except([...except]) as
      | { emit(event: string, payload: unknown): boolean }
      | undefined;
    broadcast(() => operator?.emit(event, payload));
    this.metrics.emitted(
      event,
      to.reduce((sum, room) => sum + this.socketIds(room).size, 0),
    );
  }

  /** Adds what must still be emitted before the sockets are closed. */
  onFlush(flush: () => Promise<void>): void {
    this.flushes.push(flush);
  }

  async flush(): Promise<void> {
    await Promise.allSettled(this.flushes.map((flush) => flush()));
  }

  /** The ids of this node's sockets in a room. */
  socketIds(room: string): ReadonlySet<string> {
    return this.server?.of('/').adapter.rooms.get(room) ?? new Set();
  }

  /** This node's connected sockets in a room. */
  socketsIn(room: string): RealtimeSocket[] {
    const sockets = this.server?.of('/').sockets;
    return [...this.socketIds(room)].flatMap((id) => sockets?.get(id) ?? []);
  }
}
