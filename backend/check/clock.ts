import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds that never go back: by which calls and answers are ordered. */
export const now = (): number => performance.now();

export const pause = (ms: number): Promise<void> => wait(ms);

/** Waits until `holds`, and says whether it did in time. */
export async function waitUntil(holds: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = now() + withinMs;
  while (!holds()) {
    if (now() > deadline) return false;
    await pause(20);
  }
  return true;
}
