// First: it is read when node-postgres is loaded.
import './platform/database/navigator-polyfill.js';
import { readConfiguration } from './platform/config/environment.js';
import { workerNumber } from './platform/config/worker-number.js';
import { type PreparedDatabase, prepareDatabase } from './platform/database/prepare-database.js';
import { startFailure } from './platform/lifecycle/start-failure.js';
import { failWorker } from './platform/workers/fail-worker.js';

/** Reads what serves, which is most of the program. */
export const readServer = () => import('./serve.js');
/** Reads what starts workers that serve. */
export const readWorkers = () => import('./platform/workers/run-workers.js');
/** Reads a command on what is stored, which is run without the service. */
export const readBackup = () => import('./platform/database/backup/backup-command.js');
export const readMigrate = () => import('./platform/database/migrate-command.js');
export const readRestore = () => import('./platform/database/backup/restore-command.js');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Starts the service as the environment configures it; where that fails, ends the process with a line that says why. */
export async function start(): Promise<void> {
  if (workerNumber() !== null) return startWorker();
  let database: PreparedDatabase | undefined;
  try {
    const configuration = readConfiguration();
    // It is read while the database starts; what goes wrong then goes wrong again below.
    const meanwhile = () => void readServer().catch(() => undefined);
    const prepared = await prepareDatabase(configuration, say, meanwhile);
    database = prepared;
    const stop = () => prepared.stop();
    const lines =
      configuration.workers > 1
        ? await (await readWorkers()).runWorkers(configuration, prepared.url, stop)
        : await (await readServer()).serve(configuration.with({ databaseUrl: prepared.url }), stop);
    lines.forEach(say);
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    await database?.stop();
    process.exit(1);
  }
}

/** Serves as one of several workers, on the database that whoever started them prepared. */
async function startWorker(): Promise<void> {
  try {
    const { serve } = await readServer();
    await serve(readConfiguration(), () => Promise.resolve());
  } catch (error) {
    failWorker(startFailure(error));
  }
}
