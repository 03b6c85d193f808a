import { Injectable } from '@nestjs/common';
import { RateLimiterCluster, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { Redis } from '../redis/redis.js';
import { Workers } from '../workers/workers.js';
import { FailureCounter } from './failure-counter.js';
import { RateLimit, type Rate } from './rate-limit.js';
import { SharedCounter } from './shared-counter.js';

/** Makes limits: shared by all nodes where there is a Redis, else by all workers; of this process where it is alone (and while Redis is away). */
@Injectable()
export class RateLimits {
  constructor(
    private readonly redis: Redis,
    private readonly workers: Workers,
  ) {}

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
    if (!client) return this.workers.number === null ? null : this.amongWorkers(name, rate);
    const { duration, ...others } = options(name, rate);
    // Redis counts the life of these keys in whole seconds.
    const life = Math.ceil(duration);
    return new SharedCounter(
      new RateLimiterRedis({ ...others, duration: life, storeClient: client, useRedisPackage: true }),
      (command) => this.redis.answer(command),
    );
  }

  /** Counted by the process that started the workers. */
  private amongWorkers(name: string, rate: Rate): SharedCounter {
    return new SharedCounter(
      new RateLimiterCluster({ ...options(name, rate), timeoutMs: answerMs }),
      (command) => command(),
    );
  }
}

const answerMs = 1_000;

const options = (name: string, { points, durationMs }: Rate) => ({
  keyPrefix: `limit:${name}`,
  points,
  duration: durationMs / 1_000,
});
