import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale } from './build.mjs';
import { installPackages } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { root } from './paths.mjs';
import { StepFailed } from './run.mjs';
import { exitOnSignals, stopWithNpm } from './stopping.mjs';

/** Runs one of the backend's commands in this process, built from its sources, from where the user stands. */
export async function runBuilt(name) {
  requireNode();
  stopWithNpm();
  const giveSignalsBack = exitOnSignals();
  try {
    await installPackages();
    await buildStale(['service']);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  giveSignalsBack();
  // npm changes into the root folder; what was given is relative to where the user stands.
  const { DATA_DIR, INIT_CWD = process.cwd() } = process.env;
  process.env.DATA_DIR = DATA_DIR ? resolve(INIT_CWD, DATA_DIR) : join(root, '.data');
  process.chdir(INIT_CWD);
  await import(pathToFileURL(join(root, 'backend', 'dist', name)).href);
}
