import { createRequire } from 'node:module';
// First: it is read when node-postgres is loaded.
import './platform/database/navigator-polyfill.js';
import { readConfiguration } from './platform/config/environment.js';
import { type PreparedDatabase, prepareDatabase } from './platform/database/prepare-database.js';
import { startFailure } from './platform/lifecycle/start-failure.js';
import type * as program from './serve.js';

const require = createRequire(import.meta.url);

/**
 * By `require`, where Node can: it reads file after file, while `import` makes promises for each of a thousand, which costs a
 * fifth of a start. What is being imported can't be required: no other import of our files may be under way.
 */
async function readProgram(): Promise<typeof program> {
  return process.features.require_module ? (require('./serve.js') as typeof program) : import('./serve.js');
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let database: PreparedDatabase | undefined;
try {
  const configuration = readConfiguration();
  // The program is read while the database starts; what goes wrong then goes wrong again below.
  const meanwhile = () => void readProgram().catch(() => undefined);
  const prepared = await prepareDatabase(configuration, say, meanwhile);
  database = prepared;
  const { serve } = await readProgram();
  const lines = await serve(configuration.with({ databaseUrl: prepared.url }), () => prepared.stop());
  lines.forEach(say);
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  await database?.stop();
  process.exit(1);
}
