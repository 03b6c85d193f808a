import { setTimeout as delay } from 'node:timers/promises';

/** Waits `milliseconds`, or less if `signal` is aborted. */
export async function sleepUntil(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
