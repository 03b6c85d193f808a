import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProduct } from '../../test/start-product.js';
import { applyPatch } from './apply-patch.js';
import { bugs } from './bugs.js';

const built = (file: string): string => readFileSync(join('dist', file), 'utf8');

beforeAll(buildProduct);

describe('a planted bug', () => {
  it.each(bugs)('$name fits the code', ({ patches }) => {
    const patched = new Map<string, string>();
    for (const patch of patches) {
      const before = patched.get(patch.file) ?? built(patch.file);
      patched.set(patch.file, applyPatch(before, patch));
    }
    expect(patched.size).toBeGreaterThan(0);
  });
});
