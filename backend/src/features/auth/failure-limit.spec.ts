import { describe, expect, it } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { FailureCounter } from '../../platform/security/failure-counter.js';
import { FailureLimit } from './failure-limit.js';

describe('a limit of failures', () => {
  it('lets only so many wait for the outcome of others, and is UNAVAILABLE to the rest', async () => {
    const limit = new FailureLimit(
      new FailureCounter(new RateLimiterMemory({ points: 10, duration: 60 }), null),
      10,
    );
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let run = 0;
    const tries = Array.from({ length: 230 }, () =>
      limit.guard('ann', async () => {
        run += 1;
        await released;
        return { succeeded: false };
      }),
    );
    const first = await Promise.race(tries.map((one) => one.catch((error: unknown) => error)));
    expect(first).toMatchObject({ code: 'UNAVAILABLE' });
    expect(run).toBe(10);
    release();
    const outcomes = await Promise.allSettled(tries);
    const codes = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? 'failed' : (outcome.reason as { code: string }).code,
    );
    const count = (code: string) => codes.filter((one) => one === code).length;
    expect([count('failed'), count('RATE_LIMITED'), count('UNAVAILABLE')]).toEqual([10, 200, 20]);
  });
});
