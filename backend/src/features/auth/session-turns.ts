import { Injectable } from '@nestjs/common';
import { KeyedQueue } from '../../platform/concurrency/keyed-queue.js';
import { RateLimitedError } from '../../platform/errors/domain-error.js';
import { networkOf } from '../../platform/security/client-network.js';
import type { RateLimit } from '../../platform/security/rate-limit.js';
import { RateLimits } from '../../platform/security/rate-limits.js';
import { RefreshTokensService } from './refresh-tokens.service.js';
import { hashToken } from './secret-token.js';

/** More than the tabs of one browser. */
const mostWaiting = 32;
const perSession = { points: 120, durationMs: 60_000 };
/** A company of thousands behind one address comes back within a minute of an outage. */
const perAddress = { points: 6_000, durationMs: 60_000 };

/**
 * Lets each session change one call at a time, and so often only: such calls wait for the session's row, each on a connection
 * of its own, and one session would otherwise hold them all.
 */
@Injectable()
export class SessionTurns {
  private readonly queue = new KeyedQueue();
  private readonly waiting = new Map<string, number>();
  private readonly ofSession: RateLimit;
  private readonly ofAddress: RateLimit;

  constructor(
    private readonly tokens: RefreshTokensService,
    limits: RateLimits,
  ) {
    this.ofSession = limits.create('refreshes-session', perSession);
    this.ofAddress = limits.create('refreshes-address', perAddress);
  }

  /** Throws `RateLimitedError`. */
  async refresh<T>(token: string, address: string, work: () => Promise<T>): Promise<T> {
    const key = this.keyOf(token);
    assertNoWait(this.ofSession.take(key, 1));
    return this.inTurn(key, address, work);
  }

  /** Bounded by address and by who waits, not by how often the session was refreshed. Throws `RateLimitedError`. */
  async end<T>(token: string, address: string, work: () => Promise<T>): Promise<T> {
    return this.inTurn(this.keyOf(token), address, work);
  }

  private async inTurn<T>(key: string, address: string, work: () => Promise<T>): Promise<T> {
    assertNoWait(this.ofAddress.take(networkOf(address), 1));
    const ahead = this.waiting.get(key) ?? 0;
    if (ahead >= mostWaiting) assertNoWait(1_000);
    this.waiting.set(key, ahead + 1);
    try {
      return await this.queue.run([key], work);
    } finally {
      const left = (this.waiting.get(key) ?? 1) - 1;
      if (left > 0) this.waiting.set(key, left);
      else this.waiting.delete(key);
    }
  }

  private keyOf(token: string): string {
    return this.tokens.sessionOf(token) ?? hashToken(token).toString('hex');
  }
}

function assertNoWait(waitMs: number): void {
  if (waitMs > 0)
    throw new RateLimitedError('Too many calls for one session. Try again in a moment.', waitMs);
}
