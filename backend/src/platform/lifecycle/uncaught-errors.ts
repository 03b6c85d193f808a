import type { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.js';

/** A fault that nobody caught is ours to read about, and to be alarmed by; the others' connections go on. */
export function handleUncaughtErrors(logger: Logger, metrics: Metrics, faults: EventEmitter = process): void {
  const count = metrics.counter({
    name: 'litspark_uncaught_faults_total',
    help: 'Faults that nobody caught: each is a mistake in the program.',
    labelNames: ['kind'],
  });
  const survive = (event: string, kind: string, message: string) => {
    count.inc({ kind }, 0);
    faults.on(event, (error: unknown) => {
      count.inc({ kind });
      logger.error({ err: error }, message);
    });
  };
  survive('uncaughtException', 'exception', 'an uncaught fault');
  survive('unhandledRejection', 'rejection', 'an unhandled rejection');
}
