// `npm run restore -- FOLDER`: a database made from a backup, where there is none yet; see docs/operations.md.
import { runBuilt } from './steps/built-command.mjs';

await runBuilt('restore.js');
