import { resolve } from 'node:path';
import { readStorageLocation } from '../../config/environment.js';
import { StartError } from '../../config/start-error.js';
import { restore } from './restore.js';
import { runCommand, say } from './run-command.js';

/** `npm run restore`; ends the process. */
export const runRestore = () =>
  runCommand(async () => {
    const [folder, ...others] = process.argv.slice(2);
    if (folder === undefined || others.length > 0 || folder.startsWith('-'))
      throw new StartError('Name the folder of a backup: npm run restore -- FOLDER');
    const location = readStorageLocation();
    const target = location.databaseUrl === null ? location.dataDir : 'the database of DATABASE_URL';
    say(`Restoring ${folder} into ${target}`);
    await restore(location, resolve(folder), say);
    say(
      'Restored. Start the service: what clients held of the time after the backup they forget by themselves',
    );
  });
