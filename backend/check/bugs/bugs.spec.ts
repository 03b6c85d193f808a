import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everything } from '../acts/acting.js';
import { applyPatch } from './apply-patch.js';
import type { Patch } from './bug.js';
import { bugRuns, patchesOf } from './bug-runs.js';
import { bugs } from './bugs.js';

const built = (file: string): string => readFileSync(join('dist', file), 'utf8');

function patchedFiles(patches: Iterable<Patch>): Map<string, string> {
  const patched = new Map<string, string>();
  for (const patch of patches) {
    const before = patched.get(patch.file) ?? built(patch.file);
    patched.set(patch.file, applyPatch(before, patch));
  }
  return patched;
}

describe('a planted bug', () => {
  it.each(bugs)('$name fits the code', ({ patches }) => {
    expect(patchedFiles(patches).size).toBeGreaterThan(0);
  });

  it.each(bugs)('$name is looked for by what people do', ({ scenario }) => {
    expect(Object.keys(everything)).toEqual(expect.arrayContaining(Object.keys(scenario?.mix ?? {})));
  });

  it('has a name of its own', () => {
    const names = bugs.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('bugs that are looked for in one run', () => {
  const runs = bugRuns.map((together) => ({ together, names: together.map(({ name }) => name).join(', ') }));

  it.each(runs)('fit the code beside each other: $names', ({ together }) => {
    expect(patchedFiles(patchesOf(together)).size).toBeGreaterThan(0);
  });

  it.each(runs)('are caught by different properties: $names', ({ together }) => {
    const properties = together.flatMap(({ caughtBy }) => caughtBy);
    expect(properties).toEqual([...new Set(properties)]);
  });
});
