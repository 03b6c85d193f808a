import { RateLimitedError, UnavailableError } from '../../platform/errors/domain-error.js';
import type { FailureCounter } from '../../platform/security/failure-counter.js';

interface Tries {
  underWay: Set<Promise<void>>;
  waiting: number;
  finished: number;
}

/** Tries for one key that may wait for the outcome of others; each is an open request. */
const mostWaiting = 200;

/**
 * Lets only so many tries fail in a while. What succeeds counts nothing, so a try is counted once it failed; and as many
 * could be under way at once, no more are let in than may still fail: the others wait for the outcome of those.
 */
export class FailureLimit {
  private readonly tries = new Map<string, Tries>();

  constructor(
    private readonly counter: FailureCounter,
    private readonly most: number,
  ) {}

  /**
   * Runs `attempt`, which says whether it succeeded. Throws `RateLimitedError` without running it where too many failed,
   * `UnavailableError` where too many wait already.
   */
  async guard<T extends { succeeded: boolean }>(key: string, attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      const tries = this.triesOf(key);
      const { finished } = tries;
      const failures = await this.counter.get(key);
      // One that ended meanwhile may have failed: the figure is old.
      if (tries !== this.triesOf(key) || tries.finished !== finished) continue;
      const remaining = this.most - (failures?.consumedPoints ?? 0);
      if (remaining <= 0) {
        this.forgetIdle(key, tries);
        const waitMs = Math.max(1, failures?.msBeforeNext ?? 0);
        throw new RateLimitedError('Too many failed attempts. Try again in a moment.', waitMs);
      }
      if (tries.underWay.size < remaining) return this.run(key, tries, attempt);
      await this.wait(tries);
    }
  }

  /** Counts one that another limit let through. */
  async countFailure(key: string): Promise<void> {
    await this.counter.add(key);
  }

  private async wait(tries: Tries): Promise<void> {
    if (tries.waiting >= mostWaiting)
      throw new UnavailableError('Too many attempts at once. Try again in a moment.');
    tries.waiting += 1;
    try {
      await Promise.race(tries.underWay);
    } finally {
      tries.waiting -= 1;
    }
  }

  private async run<T extends { succeeded: boolean }>(
    key: string,
    tries: Tries,
    attempt: () => Promise<T>,
  ): Promise<T> {
    let settle = (): void => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    tries.underWay.add(settled);
    try {
      const outcome = await attempt();
      if (!outcome.succeeded) await this.counter.add(key);
      return outcome;
    } finally {
      tries.underWay.delete(settled);
      tries.finished += 1;
      this.forgetIdle(key, tries);
      settle();
    }
  }

  private triesOf(key: string): Tries {
    const known = this.tries.get(key) ?? { underWay: new Set(), waiting: 0, finished: 0 };
    this.tries.set(key, known);
    return known;
  }

  private forgetIdle(key: string, tries: Tries): void {
    if (tries.underWay.size === 0) this.tries.delete(key);
  }
}
