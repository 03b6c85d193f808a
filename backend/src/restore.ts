import { findBundle } from './platform/lifecycle/program-bundle.js';
import type * as program from './start.js';

const bundle = findBundle<typeof program>(import.meta.url);
const { runRestore } = await (bundle?.readRestore() ??
  import('./platform/database/backup/restore-command.js'));
await runRestore();
