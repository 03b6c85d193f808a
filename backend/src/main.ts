import { findBundle } from './platform/lifecycle/program-bundle.js';
import type * as program from './start.js';

const bundle = findBundle<typeof program>(import.meta.url);
const { start } = bundle ?? (await import('./start.js'));
await start();
