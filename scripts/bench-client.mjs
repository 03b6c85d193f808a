// `npm run bench:client [-- short | rows…]`: how fast the web client is in a slow browser; see docs/performance.md.
import { buildStale } from './steps/build.mjs';
import { findChromium } from './steps/chromium.mjs';
import { installPackages } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { StepFailed } from './steps/run.mjs';
import { stopWithNpm } from './steps/stopping.mjs';

requireNode();
stopWithNpm();
try {
  await installPackages();
  await buildStale();
  process.env.PLAYWRIGHT_CHROMIUM_PATH = (await findChromium()) ?? '';
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
await import('../frontend/bench/index.mjs');
