import type { FromWorker } from './messages.js';

/** Ends this worker, whose start failed, when the process that started it has been told why. */
export function failWorker(reason: string): void {
  const failed: FromWorker = { litspark: true, kind: 'failed', reason };
  process.send?.(failed, undefined, {}, () => process.exit(1));
}
