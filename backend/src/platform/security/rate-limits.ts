import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { Redis } from '../redis/redis.js';
import { FailureCounter } from './failure-counter.js';
import { RateLimit, type Rate } from './rate-limit.js';
import { SharedCounter } from './shared-counter.js';

/** Makes limits: shared by all nodes where there is a Redis, of this process otherwise (and while Redis is away). */
@Injectable()
export class RateLimits {
  constructor(private readonly redis: Redis) {}

  /** A limit that no call waits for. `name` tells its keys from those of others. */
  create(name: string, rate: Rate): RateLimit {
    return new RateLimit(rate, this.shared(name, rate));
  }

  /** Counts of failures, for limits of another kind. While Redis is away or hangs, those of this node. */
  counter(name: string, rate: Rate): FailureCounter {
    return new FailureCounter(new RateLimiterMemory(options(name, rate)), this.shared(name, rate));
  }

  private shared(name: string, rate: Rate): SharedCounter | null {
    const { client } = this.redis;
    if (!client) return null;
    const { duration, ...others } = options(name, rate);
    // Redis counts the life of these keys in whole seconds.
    const life = Math.ceil(duration);
    return new SharedCounter(
      this.redis,
      new RateLimiterRedis({ ...others, duration: life, storeClient: client, useRedisPackage: true }),
    );
  }
}

const options = (name: string, { points, durationMs }: Rate) => ({
  keyPrefix: `limit:${name}`,
  points,
  duration: durationMs / 1_000,
});
