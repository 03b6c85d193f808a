import { Injectable } from '@nestjs/common';
import type { RealtimeSocket } from './realtime-socket.js';

/** The sockets of this node by user, from before their rooms are ready until they close. */
@Injectable()
export class ConnectedSockets {
  private readonly byUser = new Map<string, Set<RealtimeSocket>>();

  add(socket: RealtimeSocket): void {
    const { userId } = socket.data.actor;
    const sockets = this.byUser.get(userId) ?? new Set();
    this.byUser.set(userId, sockets.add(socket));
  }

  remove(socket: RealtimeSocket): void {
    const { userId } = socket.data.actor;
    const sockets = this.byUser.get(userId);
    if (sockets?.delete(socket) && sockets.size === 0) this.byUser.delete(userId);
  }

  of(userId: string): ReadonlySet<RealtimeSocket> {
    return this.byUser.get(userId) ?? new Set();
  }

  has(userId: string): boolean {
    return this.byUser.has(userId);
  }

  *all(): Iterable<RealtimeSocket> {
    for (const sockets of this.byUser.values()) yield* sockets;
  }
}
