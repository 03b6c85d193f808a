import { describe, expect, it } from '@jest/globals';
import { lowPasswordCost } from '../../../test/low-password-cost.js';
import type { Configuration } from '../../platform/config/configuration.js';
import { passwordCost, type PasswordCost } from '../../platform/config/password-cost.js';
import { HashingQueue } from './hashing-queue.js';
import { PasswordsService } from './passwords.service.js';

/** A work that ends when the test says so. */
function openWork(queue: HashingQueue) {
  let end = (): void => undefined;
  const state = { begun: false };
  const done = queue.run(() => {
    state.begun = true;
    return new Promise<void>((resolve) => (end = resolve));
  });
  return { state, done, end: () => end() };
}

const passwordsAt = (cost: PasswordCost) => new PasswordsService({ passwordCost: cost } as Configuration);

describe('hashing', () => {
  it('runs a few at a time, the others in the order they came', async () => {
    const queue = new HashingQueue();
    const works = Array.from({ length: 5 }, () => openWork(queue));
    const begun = () => works.map(({ state }) => state.begun);
    expect(begun()).toEqual([true, true, false, false, false]);
    works[1]?.end();
    await works[1]?.done;
    expect(begun()).toEqual([true, true, true, false, false]);
    works[0]?.end();
    await works[0]?.done;
    expect(begun()).toEqual([true, true, true, true, false]);
  });

  it('goes on after a work that failed', async () => {
    const queue = new HashingQueue();
    for (let count = 0; count < 4; count += 1)
      await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run(() => Promise.resolve(1))).toBe(1);
  });

  it('is UNAVAILABLE where too many wait, and everybody who was let in is served', async () => {
    const passwords = passwordsAt(lowPasswordCost);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 250 }, (_, index) => passwords.hash(`password number ${index}`)),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(50);
    for (const outcome of refused) expect(outcome).toMatchObject({ reason: { code: 'UNAVAILABLE' } });
    expect(await passwords.hash('one more')).toMatch(/^\$argon2id\$/);
  });

  it('costs what is recommended', async () => {
    const passwords = passwordsAt(passwordCost);
    const hash = await passwords.hash('a password');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(hash, 'a password')).toBe(true);
    expect(await passwords.verify(null, 'a password')).toBe(false);
  });
});
