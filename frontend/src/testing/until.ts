import { expect } from '@jest/globals';

/** Waits for a state that databases and timers bring about; fails where it doesn't come within 2 s at the least. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 400 && !(await condition()); turn += 1)
    await new Promise((wake) => setTimeout(wake, 5));
  expect(await condition()).toBe(true);
}
