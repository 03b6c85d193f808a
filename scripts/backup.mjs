// `npm run backup -- FOLDER`: all that the service keeps, in a new folder; see docs/operations.md.
import { runBuilt } from './steps/built-command.mjs';

await runBuilt('backup.js');
