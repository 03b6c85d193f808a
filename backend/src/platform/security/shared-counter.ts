import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from '../redis/redis.js';

/** Counts per key that all nodes share. Every method throws where Redis is away or hangs. */
export class SharedCounter {
  constructor(
    private readonly redis: Redis,
    private readonly limiter: RateLimiterAbstract,
  ) {}

  /** What was counted since the window began; null where nothing was. */
  get(key: string): Promise<RateLimiterRes | null> {
    return this.redis.answer(() => this.limiter.get(key));
  }

  /** Counts so many, or takes them back where they are negative. */
  add(key: string, points: number): Promise<RateLimiterRes> {
    return this.redis.answer(() =>
      points > 0 ? this.limiter.penalty(key, points) : this.limiter.reward(key, -points),
    );
  }
}
