import { Injectable, Logger } from '@nestjs/common';
import * as z from 'zod';
import type { ErrorCode, SocketError } from '@litspark/shared-contracts';
import { Configuration } from '../config/configuration.js';
import { newId } from '../identifiers/new-id.js';
import { RateLimitedError, UnauthenticatedError, UnavailableError } from '../errors/domain-error.js';
import { logFault, toContractError } from '../errors/translate-error.js';
import { callerFields } from '../observability/caller-fields.js';
import type { RateLimit } from '../security/rate-limit.js';
import type { SessionActor } from '../security/actor.js';
import { RateLimits } from '../security/rate-limits.js';
import { SessionVerifier } from '../security/session-verifier.js';
import { ConnectedSockets } from './connected-sockets.js';
import type { RealtimeSocket, SocketData } from './realtime-socket.js';
import { SlowReaders } from './slow-readers.js';
import { SocketSessions } from './socket-sessions.js';

/** Sockets one user may have on one node: many devices and tabs, and no flood. */
const socketsPerUser = 50;

/** Devices that come back after a cut, and no loop: each costs several looks into the database. */
const connectsPerUser = { points: 120, durationMs: 60_000 };

const credentials = z.object({ token: z.string().min(1).max(8_192) });

/** Refuses a connection; the client finds `data` in its `connect_error`. */
class RefusedConnection extends Error {
  readonly data: SocketError & { code: ErrorCode };

  constructor(error: SocketError) {
    super(error.message);
    this.data = error;
  }
}

/** Lets a socket in: checks its access token and makes its rooms ready, so that a connected client misses nothing. */
@Injectable()
export class Handshake {
  private readonly logger = new Logger(Handshake.name);
  private closed = false;
  /** Null where the operator wants no limit of work (`RATE_LIMIT_WORK`). */
  private readonly connects: RateLimit | null;

  constructor(
    private readonly verifier: SessionVerifier,
    private readonly sockets: ConnectedSockets,
    private readonly sessions: SocketSessions,
    private readonly slowReaders: SlowReaders,
    configuration: Configuration,
    limits: RateLimits,
  ) {
    this.connects = configuration.rateLimitWork && limits.create('connects', connectsPerUser);
  }

  /** The Socket.IO middleware. */
  readonly middleware = (socket: RealtimeSocket, next: (error?: Error) => void): void => {
    this.accept(socket).then(
      () => next(),
      (error: unknown) => {
        const answer = toContractError(error);
        const { actor, address } = socket.data as Partial<SocketData>;
        logFault(this.logger, error, answer.code, { requestId: newId(), ...callerFields(actor, address) });
        next(new RefusedConnection(answer));
      },
    );
  };

  /** Refuses whoever comes from now on. */
  close(): void {
    this.closed = true;
  }

  private async accept(socket: RealtimeSocket): Promise<void> {
    if (this.closed) throw new UnavailableError('The service is stopping. Connect again in a moment.');
    const given = credentials.safeParse(socket.handshake.auth);
    if (!given.success) throw new UnauthenticatedError('Sign in first.');
    const { token } = given.data;
    const claims = this.verifier.readAccessToken(token);
    const { userId, sessionId, expiresAt } = claims;
    if (this.sockets.of(userId).size >= socketsPerUser) {
      throw new RateLimitedError('Too many connections for one user.', 10_000);
    }
    const waitMs = this.connects?.take(userId, 1) ?? 0;
    if (waitMs > 0) throw new RateLimitedError('You connect too often. Try again in a moment.', waitMs);
    // A connection that is closed sends no `close` any more: nothing would remove the socket from the lists below.
    if (socket.conn.readyState !== 'open') throw new UnauthenticatedError('The connection is gone.');
    // Not yet known to be so: found by its user and session from here on, so that an end of the session reaches it.
    const actor: SessionActor = { by: 'session', userId, sessionId, role: 'member' };
    Object.assign(socket.data, { actor, expiresAt, state: 'connecting', roomsBefore: new Set() });
    this.sockets.add(socket);
    this.slowReaders.own(socket.conn, userId);
    // A connection that ends before it is ready has no `disconnect`.
    socket.conn.once('close', () => this.sessions.forget(socket));
    socket.once('disconnect', () => this.sessions.forget(socket));
    try {
      await this.sessions.begin(socket, claims);
    } catch (error) {
      this.sessions.forget(socket);
      // It was not theirs: it takes nothing of what they may do.
      if (error instanceof UnauthenticatedError) this.connects?.giveBack(userId, 1);
      throw error;
    }
    this.logLife(socket);
  }

  /** A line when it comes and one when it goes, each with who and from where; `authenticate` may have changed the session. */
  private logLife(socket: RealtimeSocket): void {
    const say = (message: string, more: object) => {
      const { actor, address } = socket.data;
      this.logger.log({ ...callerFields(actor, address), socketId: socket.id, ...more }, message);
    };
    const since = Date.now();
    say('socket connected', { transport: socket.conn.transport.name });
    socket.once('disconnect', (reason) =>
      say('socket disconnected', { reason, lastedMs: Date.now() - since }),
    );
  }
}
