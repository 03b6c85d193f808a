import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readStorageLocation } from '../../config/environment.js';
import { StartError } from '../../config/start-error.js';
import { backUp, checkBackup } from './backup.js';
import { runCommand, say } from './run-command.js';

const usage = 'Name the new folder that takes the backup: npm run backup -- FOLDER [--no-check]';

/** `npm run backup`; ends the process. */
export const runBackup = () =>
  runCommand(async () => {
    const { folder, isChecked } = readArguments();
    const location = readStorageLocation();
    say(`Backing up ${location.databaseUrl === null ? location.dataDir : 'the database of DATABASE_URL'}`);
    const { tables, files } = await backUp(location, folder, say);
    if (isChecked) {
      say('Checking it: restoring it into a folder of its own (--no-check leaves this out)');
      await checkBackup(folder, say);
    }
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    say(`The backup is in ${folder}: ${rows} rows of ${tables.length} tables, ${files.length} files`);
    say('It holds secrets and all that was written: keep it where only you can read it');
  });

function readArguments(): { folder: string; isChecked: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'no-check': { type: 'boolean', default: false } },
    });
    const [folder, ...others] = positionals;
    if (folder !== undefined && others.length === 0)
      return { folder: resolve(folder), isChecked: !values['no-check'] };
  } catch {
    // An option that we don't have.
  }
  throw new StartError(usage);
}
