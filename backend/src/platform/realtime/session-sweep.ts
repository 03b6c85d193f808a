import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventRelay } from '../events/event-relay.js';
import { type OverSession, SessionVerifier } from '../security/session-verifier.js';
import { ConnectedSockets } from './connected-sockets.js';
import { SocketSessions } from './socket-sessions.js';

/** With the second that news has to arrive by itself: within five, another node's sockets are ended. */
const everyMs = 3_000;
/** All sockets' sessions are looked at this often. */
const allEveryMs = 45_000;
/** What ended before the last sweep but longer ago than this, `endedLately` would not tell any more. */
const gapMaxMs = 30_000;

/**
 * Ends sockets whose session is over although no event said so: Redis was away, or the node that ended it died first. What
 * counts is in the database since the change itself was committed.
 */
@Injectable()
export class SessionSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SessionSweep.name);
  private timer: NodeJS.Timeout | undefined;
  private sweptAt = 0;
  private allSeenAt = 0;
  private failing = false;
  private stopped = false;

  constructor(
    private readonly verifier: SessionVerifier,
    private readonly sockets: ConnectedSockets,
    private readonly sessions: SocketSessions,
    relay: EventRelay,
  ) {
    relay.onMissed(() => (this.allSeenAt = 0));
  }

  onApplicationBootstrap(): void {
    // Nodes that start together need not ask together.
    this.wait(Math.random() * everyMs);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private wait(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.sweep().then(() => this.wait(everyMs)), ms).unref();
  }

  /** Ends this node's sockets whose session is over, whenever it ended. */
  async checkAll(): Promise<void> {
    const users = this.usersBySession();
    if (users.size > 0) this.end(users, await this.verifier.overAmong([...users.keys()]));
  }

  private async sweep(): Promise<void> {
    const now = Date.now();
    const all = now - this.allSeenAt >= allEveryMs || now - this.sweptAt >= gapMaxMs;
    try {
      await (all ? this.checkAll() : this.checkEndedLately());
      this.sweptAt = now;
      if (all) this.allSeenAt = now;
      this.failing = false;
    } catch (error) {
      if (!this.failing && !this.stopped) {
        this.logger.warn({ err: error }, 'whether sockets’ sessions are over is not known');
      }
      this.failing = true;
    }
  }

  private async checkEndedLately(): Promise<void> {
    if (this.usersBySession().size === 0) return;
    const over = await this.verifier.endedLately();
    this.end(this.usersBySession(), over);
  }

  private end(users: ReadonlyMap<string, string>, over: readonly OverSession[]): void {
    for (const { sessionId, reason } of over) {
      const userId = users.get(sessionId);
      if (userId !== undefined) this.sessions.end(userId, [sessionId], reason);
    }
  }

  private usersBySession(): Map<string, string> {
    const sockets = [...this.sockets.all()];
    return new Map(sockets.map(({ data }) => [data.actor.sessionId, data.actor.userId]));
  }
}
