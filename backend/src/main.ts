// First: it is read when node-postgres is loaded.
import './platform/database/navigator.js';
import { readConfiguration } from './platform/config/environment.js';
import { type PreparedDatabase, prepareDatabase } from './platform/database/prepare-database.js';
import { startFailure } from './platform/lifecycle/start-failure.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let database: PreparedDatabase | undefined;
try {
  const told = readConfiguration();
  // The program is read while the database starts.
  const serving = import('./serve.js');
  const prepared = await prepareDatabase(told, say);
  database = prepared;
  const { serve } = await serving;
  const lines = await serve(told.with({ databaseUrl: prepared.url }), () => prepared.stop());
  lines.forEach(say);
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  await database?.stop();
  process.exit(1);
}
