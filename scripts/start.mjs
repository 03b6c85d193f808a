// `npm start`: from a fresh clone to a running product, and quick when there is nothing to do.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale } from './steps/build.mjs';
import { installPackages } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { root } from './steps/paths.mjs';
import { StepFailed } from './steps/run.mjs';
import { say } from './steps/say.mjs';
import { exitOnSignals, stopWithNpm } from './steps/stopping.mjs';

requireNode();
stopWithNpm();
const giveSignalsBack = exitOnSignals();
try {
  await installPackages();
  await buildStale();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}

// npm changes into the root folder; what was given is relative to where the user stands.
const { DATA_DIR, INIT_CWD = process.cwd() } = process.env;
process.env.DATA_DIR = DATA_DIR ? resolve(INIT_CWD, DATA_DIR) : join(root, '.data');

say('Starting the service');
giveSignalsBack();
process.setSourceMapsEnabled(true);
// In this process, so that Ctrl-C and SIGTERM reach the service once and directly.
await import(pathToFileURL(join(root, 'backend', 'dist', 'main.js')).href);
