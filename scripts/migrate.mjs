// `npm run migrate`: brings the schema of the database up to date, and ends; see docs/operations.md.
import { runBuilt } from './steps/built-command.mjs';

await runBuilt('migrate.js');
