import { findBundle } from './platform/lifecycle/program-bundle.js';
import type * as program from './start.js';

const bundle = findBundle<typeof program>(import.meta.url);
const { runMigrate } = await (bundle?.readMigrate() ?? import('./platform/database/migrate-command.js'));
await runMigrate();
