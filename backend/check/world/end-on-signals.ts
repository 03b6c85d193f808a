import { constants } from 'node:os';

/** Ends this process on a signal through `process.exit`, so that services are stopped and volumes unmounted. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
}
