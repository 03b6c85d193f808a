import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { KeyedQueue } from '../concurrency/keyed-queue.js';
import { ForbiddenError, UnauthenticatedError } from '../errors/domain-error.js';
import { SessionVerifier, type TokenClaims } from '../security/session-verifier.js';
import { ConnectedSockets } from './connected-sockets.js';
import { Realtime } from './realtime.js';
import type { RealtimeSocket } from './realtime-socket.js';
import { rooms } from './rooms.js';

/** What a timer can hold. */
const longestTimerMs = 2 ** 31 - 1;

/** How long a socket is who it says it is: from its handshake over `authenticate` to its end. */
@Injectable()
export class SocketSessions {
  private readonly timers = new WeakMap<RealtimeSocket, NodeJS.Timeout>();
  private readonly renewals = new KeyedQueue();

  constructor(
    private readonly verifier: SessionVerifier,
    private readonly sockets: ConnectedSockets,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Puts a socket that is found by its session already into its rooms, and says who it is. Throws `UnauthenticatedError` if its
   * session is over: one that ends from the look into the database on finds the socket.
   */
  async begin(socket: RealtimeSocket, claims: TokenClaims): Promise<void> {
    joinOwnRooms(socket);
    const verified = this.verifier.verifySession(claims);
    // Whichever fails, nothing may enter rooms after the refusal.
    const [verification, admission] = await Promise.allSettled([verified, this.realtime.admit(socket)]);
    if (verification.status === 'rejected') throw verification.reason;
    if (admission.status === 'rejected') throw admission.reason;
    this.assertNotEnded(socket);
    Object.assign(socket.data, { actor: verification.value, state: 'live' });
    this.arm(socket);
  }

  /**
   * A new access token for the same user: `authenticate`. Throws `UnauthenticatedError` for a token that is no good,
   * `ForbiddenError` for another user's; the socket stays as it was.
   */
  renew(socket: RealtimeSocket, token: string): Promise<void> {
    return this.renewals.run([socket.id], () => this.renewNow(socket, token));
  }

  /** Sessions are over: their sockets on this node are sent the reason and disconnected at once. */
  end(userId: string, sessionIds: readonly string[], reason: string): void {
    for (const socket of [...this.sockets.of(userId)]) {
      if (!sessionIds.includes(socket.data.actor.sessionId)) continue;
      socket.data.state = 'ended';
      this.disarm(socket);
      leaveRooms(socket);
      if (!socket.connected) continue; // The handshake sees that it ended.
      socket.emit('session_expired', { reason });
      socket.disconnect(true);
    }
  }

  /** Forgets a socket that closed. */
  forget(socket: RealtimeSocket): void {
    this.disarm(socket);
    this.sockets.remove(socket);
  }

  /** Whether the socket may be used now; one whose token ran out a moment ago expires here. */
  isUsable(socket: RealtimeSocket): boolean {
    if (socket.data.state === 'live' && socket.data.expiresAt.getTime() <= Date.now()) this.expire(socket);
    return socket.data.state === 'live';
  }

  private async renewNow(socket: RealtimeSocket, token: string): Promise<void> {
    const { actor, expiresAt } = await this.verifier.verifyAccessToken(token);
    const { data } = socket;
    if (actor.userId !== data.actor.userId) throw new ForbiddenError('This token is another user’s.');
    if (data.state === 'ended' || !socket.connected)
      throw new UnauthenticatedError('This session has ended.');
    const restored = data.state === 'expired';
    void socket.leave(rooms.session(data.actor.sessionId));
    Object.assign(data, { actor, expiresAt });
    if (restored) data.state = 'restoring';
    try {
      await this.enterRooms(socket, token, restored);
    } catch (error) {
      this.expire(socket);
      throw error;
    }
    data.state = 'live';
    this.arm(socket);
  }

  private async enterRooms(socket: RealtimeSocket, token: string, all = true): Promise<void> {
    joinOwnRooms(socket);
    if (all) await this.realtime.admit(socket);
    // From here on the end of the session finds the socket: one that came before is seen now.
    await this.verifier.verifyAccessToken(token);
    this.assertNotEnded(socket);
  }

  private assertNotEnded(socket: RealtimeSocket): void {
    if (socket.data.state === 'ended') throw new UnauthenticatedError('This session has ended.');
  }

  private arm(socket: RealtimeSocket): void {
    const left = socket.data.expiresAt.getTime() - Date.now();
    if (left > longestTimerMs) this.setTimer(socket, longestTimerMs, () => this.arm(socket));
    else this.setTimer(socket, Math.max(left, 0), () => this.expire(socket));
  }

  private expire(socket: RealtimeSocket): void {
    const { data } = socket;
    if (data.state === 'expired' || data.state === 'ended') return;
    // One whose restoration failed half-way may be in some of its rooms again, and still waits for the others.
    data.roomsBefore = new Set([...data.roomsBefore, ...socket.rooms]);
    data.state = 'expired';
    leaveRooms(socket);
    socket.emit('session_expired', { reason: 'token_expired' });
    this.setTimer(socket, limits.sessionGraceMs, () => socket.disconnect(true));
  }

  private setTimer(socket: RealtimeSocket, afterMs: number, work: () => void): void {
    this.disarm(socket);
    this.timers.set(socket, setTimeout(work, afterMs).unref());
  }

  private disarm(socket: RealtimeSocket): void {
    clearTimeout(this.timers.get(socket));
  }
}

function joinOwnRooms(socket: RealtimeSocket): void {
  const { userId, sessionId } = socket.data.actor;
  void socket.join([rooms.user(userId), rooms.session(sessionId)]);
}

function leaveRooms(socket: RealtimeSocket): void {
  for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
}
