import type { Configuration } from '../config/configuration.js';
import { handleUncaughtErrors } from '../lifecycle/uncaught-errors.js';
import { createLogger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { WorkerProcesses } from './worker-processes.js';

/** Beyond `DRAIN_SECONDS`: a worker takes 25 s at most, unless it stands still. */
const patienceMs = 30_000;

/**
 * Serves by workers until a signal stops them all; `afterwards` comes last, and ends with the process. Returns what the operator
 * should read; throws `StartError` where a worker can't start, with none left.
 */
export async function runWorkers(
  configuration: Configuration,
  databaseUrl: string,
  afterwards: () => Promise<void>,
): Promise<string[]> {
  const logger = createLogger(configuration);
  const workers = new WorkerProcesses(configuration.workers, { DATABASE_URL: databaseUrl }, logger);
  let patience: NodeJS.Timeout | undefined;
  const stop = async () => {
    const isWell = await workers.ended();
    clearTimeout(patience);
    await afterwards();
    process.exit(isWell ? 0 : 1);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    workers.signal(signal);
    if (patience) return;
    patience = setTimeout(() => workers.signal('SIGKILL'), configuration.drainMs + patienceMs);
    stop().catch((error: unknown) => {
      logger.error({ err: error }, 'The stop failed');
      process.exit(1);
    });
  };
  try {
    const started = workers.start();
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
    const lines = await started;
    // Those of the workers are in their own figures.
    handleUncaughtErrors(logger, new Metrics());
    return lines;
  } catch (error) {
    // Who was told to stop while some still start: those that serve finish what they accepted, and `stop` ends the process.
    if (patience) return new Promise<never>(() => undefined);
    workers.signal('SIGKILL');
    await workers.ended();
    throw error;
  }
}
