import { describe, expect, it } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { FailureCounter } from '../../platform/security/failure-counter.js';
import { AccountSlowdown, delayAfter } from './account-slowdown.js';

describe('the slowing down of an account', () => {
  const withFailures = async (failures: number) => {
    const slowdown = new AccountSlowdown(
      new FailureCounter(new RateLimiterMemory({ points: 100, duration: 900 }), null),
    );
    for (let count = 0; count < failures; count += 1) await slowdown.countFailure('ann');
    return slowdown;
  };

  it('costs a person who errs nothing, and grows with each failure up to 8 s', () => {
    expect([0, 1, 19, 20, 21, 22, 23, 24, 25, 1_000].map(delayAfter)).toEqual([
      0, 0, 0, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000,
    ]);
  });

  it('lets a try wait, and the account next to it not', async () => {
    const slowdown = await withFailures(20);
    const begun = performance.now();
    await slowdown.wait('ben', '192.0.2.1');
    const order: string[] = [];
    await Promise.all([
      slowdown.wait('ann', '192.0.2.1').then(() => order.push('ann')),
      slowdown.wait('ben', '192.0.2.1').then(() => order.push('ben')),
    ]);
    expect(order).toEqual(['ben', 'ann']);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(490);
  });

  it('lets only a few of one network wait at a time, who take no place from another', async () => {
    const slowdown = await withFailures(20);
    const flood = Array.from({ length: 8 }, () => slowdown.wait('ann', '192.0.2.1'));
    const other = slowdown.wait('ann', '198.51.100.1');
    const [fromElsewhere, ...outcomes] = await Promise.allSettled([other, ...flood]);
    expect(fromElsewhere).toMatchObject({ status: 'fulfilled' });
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'RATE_LIMITED' } });
    await slowdown.wait('ann', '192.0.2.1');
  });
});
