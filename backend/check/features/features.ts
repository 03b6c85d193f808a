import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { features } from '@litspark/shared-contracts';
import type { CheckedFeature } from './checked-feature.js';

// Compiled or not, features lie beside the checker as they do in the sources.
const file = `check/index${extname(import.meta.filename)}`;
const files = features
  .map(({ name }) => join(import.meta.dirname, '../../src/features', name, file))
  .filter((path) => existsSync(path));

async function load(path: string): Promise<CheckedFeature> {
  const { checked } = (await import(path)) as { checked?: CheckedFeature };
  if (!checked) throw new Error(`${path} has no export called checked`);
  return checked;
}

const loaded: CheckedFeature[] = [];
// One after the other: Jest does not take modules that several imports wait for at once.
for (const path of files) loaded.push(await load(path));

/** What the features of the contract bring in `check/index.ts` of their folders. What these files import may not import this one. */
export const checkedFeatures: readonly CheckedFeature[] = loaded;
