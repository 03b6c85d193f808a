import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';
import { Configuration } from '../config/configuration.js';
import { Draining } from './draining.js';

/** A stop that takes longer is cut short: whoever asked for it will soon kill us anyway. */
const stopTimeoutMs = 25_000;
const requestsTimeoutMs = 10_000;
/** What comes sooner is the same signal: npm passes on what the terminal sent already. */
const repeatMs = 1_000;

/**
 * Stops on SIGTERM and SIGINT. On SIGTERM it is unready first and serves on for `drainMs`, until balancers have noticed. Then
 * it refuses new work, finishes what was accepted, lets the clients reconnect elsewhere, and runs `after` (the database goes
 * last). SIGINT, or a second SIGTERM, ends the wait; one more signal ends everything at once, but for `after`.
 */
export function stopOnSignal(app: INestApplication, logger: Logger, after: () => Promise<void>): void {
  const draining = app.get(Draining);
  const { drainMs } = app.get(Configuration);
  const hurry = new AbortController();
  let announcedAt = 0;
  let refusedAt: number | null = null;
  let database: Promise<void> | null = null;
  const stopDatabase = () => (database ??= after());

  const stop = async (waitMs: number): Promise<void> => {
    draining.announce();
    announcedAt = performance.now();
    if (waitMs > 0) await delay(waitMs, undefined, { signal: hurry.signal }).catch(() => undefined);
    draining.begin();
    refusedAt = performance.now();
    setTimeout(() => {
      logger.error('The stop took too long and was cut short');
      process.exit(1);
    }, stopTimeoutMs).unref();
    await draining.finished(requestsTimeoutMs);
    await app.close();
    await stopDatabase();
  };
  const exit = (code: number) => () => process.exit(code);
  const fail = (error: unknown): void => {
    logger.error({ err: error }, 'The stop failed');
    process.exit(1);
  };

  const onSignal = (signal: NodeJS.Signals): void => {
    if (!draining.isAnnounced) {
      const waitMs = signal === 'SIGTERM' ? drainMs : 0;
      logger.info(`${signal}: stopping${waitMs > 0 ? `, after ${waitMs / 1_000} s for balancers` : ''}`);
      stop(waitMs).then(exit(0), fail);
    } else if (refusedAt === null) {
      if (signal === 'SIGINT' || performance.now() - announcedAt > repeatMs) hurry.abort();
    } else if (performance.now() - refusedAt > repeatMs) {
      logger.warn(`${signal} again: stopping at once`);
      stopDatabase().then(exit(1), fail);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
