import { findBundle } from './platform/lifecycle/program-bundle.js';
import type * as program from './start.js';

const bundle = findBundle<typeof program>(import.meta.url);
const { runBackup } = await (bundle?.readBackup() ?? import('./platform/database/backup/backup-command.js'));
await runBackup();
