import { readStorageLocation } from '../config/environment.js';
import { StartError } from '../config/start-error.js';
import { runCommand, say } from './backup/run-command.js';
import { migrateDatabase } from './prepare-database.js';

/** `npm run migrate`: brings the schema up to date without starting the service, a line for each migration; ends the process. */
export const runMigrate = () =>
  runCommand(async () => {
    if (process.argv.length > 2) throw new StartError('It takes no arguments: npm run migrate');
    const applied = await migrateDatabase(readStorageLocation(), say);
    say(`The database is up to date${applied > 0 ? `, with ${applied} migrations more` : ''}`);
  });
