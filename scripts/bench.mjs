// `npm run bench [-- short | rows…]`: the built product's speed beside baselines; see docs/performance.md.
import { buildStale } from './steps/build.mjs';
import { installPackages } from './steps/install.mjs';
import { tsc } from './steps/native.mjs';
import { requireNode } from './steps/node-version.mjs';
import { step, StepFailed } from './steps/run.mjs';
import { stopWithNpm } from './steps/stopping.mjs';

requireNode();
stopWithNpm();
try {
  await installPackages();
  await buildStale(['service']);
  await step('Building the benchmark', process.execPath, [
    tsc,
    '-p',
    'backend/tsconfig.bench.json',
    '--noCheck',
  ]);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
await import('../backend/dist-bench/bench/index.js');
