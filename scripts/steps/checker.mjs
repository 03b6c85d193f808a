import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dropStamp, fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { tsc } from './native.mjs';
import { root } from './paths.mjs';
import { step } from './run.mjs';

const sources = [
  'package-lock.json',
  'tsconfig.base.json',
  'shared-contracts/src',
  'backend/check',
  'backend/src/features',
  'backend/tsconfig.build.json',
  'backend/tsconfig.check.json',
];

/** Of a feature its part of the checker alone. */
const isChecker = (name) =>
  !name.endsWith('.spec.ts') && (!name.startsWith('backend/src/') || name.split('/')[4] === 'check');

/** Builds the delivery checker if its sources changed. */
export async function buildChecker() {
  const print = fingerprint(sources, isChecker);
  if (isStamped('delivery-checker', print) && existsSync(join(root, 'backend/dist-check/check/index.js')))
    return;
  dropStamp('delivery-checker');
  // What a feature that is gone left there would be found.
  rmSync(join(root, 'backend/dist-check'), { recursive: true, force: true });
  // Its types are checked with all others of the backend, by the layer `types`.
  await step('Building the delivery checker', process.execPath, [
    tsc,
    '-p',
    'backend/tsconfig.check.json',
    '--noCheck',
  ]);
  writeStamp('delivery-checker', print);
}
