import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts per key that all nodes share. Every method throws where whoever counts them is away or hangs. */
export class SharedCounter {
  constructor(
    private readonly limiter: RateLimiterAbstract,
    /** Gives up what takes too long. */
    private readonly answer: <T>(command: () => Promise<T>) => Promise<T>,
  ) {}

  /** What was counted since the window began; null where nothing was. */
  get(key: string): Promise<RateLimiterRes | null> {
    return this.answer(() => this.limiter.get(key));
  }

  /** Counts so many, or takes them back where they are negative. */
  add(key: string, points: number): Promise<RateLimiterRes> {
    return this.answer(() =>
      points > 0 ? this.limiter.penalty(key, points) : this.limiter.reward(key, -points),
    );
  }
}
