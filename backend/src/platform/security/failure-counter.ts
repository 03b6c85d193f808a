import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { SharedCounter } from './shared-counter.js';

/** Counts per key, shared by all nodes; of this node alone while Redis is away or hangs. */
export class FailureCounter {
  /** `shared` is null for one node. */
  constructor(
    private readonly own: RateLimiterAbstract,
    private readonly shared: SharedCounter | null,
  ) {}

  /** What was counted since the window began; null where nothing was. */
  async get(key: string): Promise<RateLimiterRes | null> {
    return (await this.shared?.get(key).catch(() => undefined)) ?? this.own.get(key);
  }

  /** Counts one. */
  async add(key: string): Promise<void> {
    const counted = await this.shared?.add(key, 1).catch(() => null);
    if (!counted) await this.own.penalty(key);
  }
}
