import { setTimeout as delay } from 'node:timers/promises';
import type { JobTiming } from '../config/job-timing.js';
import type { WorkersRepository } from './workers.repository.js';

/**
 * Writes down that the worker `id` lives, until `signal` is aborted, and frees the jobs of workers that died. `report` is told what
 * an operator may want to read; a fault once, however long it lasts.
 */
export async function keepAlive(
  workers: WorkersRepository,
  id: string,
  timing: JobTiming,
  signal: AbortSignal,
  report: { onFault: (error: unknown) => void; onFreed: (workers: string[]) => void },
): Promise<void> {
  let isFailing = false;
  while (!signal.aborted) {
    try {
      const dead = await workers.beat(id, timing.deadAfterMs);
      if (dead.length > 0) {
        await workers.free(dead);
        report.onFreed(dead);
      }
      isFailing = false;
    } catch (error) {
      if (!isFailing) report.onFault(error);
      isFailing = true;
    }
    await delay(timing.beatMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
  // Where the database is away others do it.
  await workers.forget(id).catch(() => undefined);
}
