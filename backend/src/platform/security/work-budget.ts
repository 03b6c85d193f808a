import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { RateLimitedError } from '../errors/domain-error.js';
import type { RateLimit } from './rate-limit.js';
import { RateLimits } from './rate-limits.js';

/** What each person may ask of the server in a while, over REST, sockets and all nodes; see `Work` in the contract. */
@Injectable()
export class WorkBudget {
  private readonly limit: RateLimit | null;

  constructor(configuration: Configuration, limits: RateLimits) {
    const rate = configuration.rateLimitWork;
    this.limit = rate && limits.create('work', rate);
  }

  get isLimited(): boolean {
    return this.limit !== null;
  }

  /** Takes points: 0 if there were enough, else the milliseconds until there are. */
  take(userId: string, points: number): number {
    return points === 0 ? 0 : (this.limit?.take(userId, points) ?? 0);
  }

  /** The same, or throws RateLimitedError with the time to wait. */
  spend(userId: string, points: number): void {
    const waitMs = this.take(userId, points);
    if (waitMs > 0) throw new RateLimitedError('You are asking for too much. Try again in a moment.', waitMs);
  }

  giveBack(userId: string, points: number): void {
    this.limit?.giveBack(userId, points);
  }

  /** The points taken since the present window began. */
  spent(userId: string): number {
    return this.limit?.taken(userId) ?? 0;
  }
}
