import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';
import { Draining } from './draining.js';

/** A stop that takes longer is cut short: whoever asked for it will soon kill us anyway. */
const stopTimeoutMs = 25_000;
const requestsTimeoutMs = 10_000;

/**
 * Stops on SIGTERM and SIGINT: refuses new work, finishes what was accepted, lets the clients reconnect elsewhere, and runs `after`
 * (the database goes last). A repeated signal changes nothing: npm passes on what the terminal sent already.
 */
export function stopOnSignal(app: INestApplication, logger: Logger, after: () => Promise<void>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    const draining = app.get(Draining);
    draining.begin();
    await draining.finished(requestsTimeoutMs);
    await app.close();
    await after();
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.info(`${signal}: stopping`);
    setTimeout(() => {
      logger.error('The stop took too long and was cut short');
      process.exit(1);
    }, stopTimeoutMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'The stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** A fault that nobody caught is ours to read about; the others' connections go on. */
export function surviveFaults(logger: Logger): void {
  process.on('uncaughtException', (error) => logger.error({ err: error }, 'an uncaught fault'));
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'an unhandled rejection'));
}
