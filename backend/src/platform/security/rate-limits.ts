import { Injectable } from '@nestjs/common';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { ImmediateRateLimit } from './immediate-rate-limit.js';
import { Redis } from '../redis/redis.js';

/** So many points for each key, given back together when the window ends. */
export interface Rate {
  points: number;
  durationMs: number;
}

/** Makes limits: shared by all nodes where there is a Redis, of this process otherwise (and while Redis is away). */
@Injectable()
export class RateLimits {
  constructor(private readonly redis: Redis) {}

  /** `name` tells this limit's keys from those of others. */
  create(name: string, rate: Rate): RateLimit {
    return new RateLimit(this.limiter(name, rate));
  }

  /** The same for calls that must not wait: see `ImmediateRateLimit`. */
  createImmediate(name: string, rate: Rate): ImmediateRateLimit {
    return new ImmediateRateLimit(rate, this.redis.client ? this.limiter(name, rate) : null);
  }

  /** The library's own, for limits of another kind. */
  limiter(name: string, rate: Rate): RateLimiterAbstract {
    const options = { keyPrefix: `limit:${name}`, points: rate.points, duration: rate.durationMs / 1_000 };
    const memory = new RateLimiterMemory(options);
    if (!this.redis.client) return memory;
    return new RateLimiterRedis({
      ...options,
      // Redis counts the life of these keys in whole seconds.
      duration: Math.ceil(options.duration),
      storeClient: this.redis.client,
      useRedisPackage: true,
      insuranceLimiter: memory,
    });
  }
}

/** One limit. */
export class RateLimit {
  constructor(private readonly limiter: RateLimiterAbstract) {}

  /** Takes a point: 0 if there was one, else the milliseconds until there are some again. A refused try costs nothing. */
  async take(key: string): Promise<number> {
    try {
      await this.limiter.consume(key);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      await this.limiter.reward(key);
      return Math.max(1, refusal.msBeforeNext);
    }
  }

  /** Gives a point back that was taken for nothing. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(key);
  }
}
