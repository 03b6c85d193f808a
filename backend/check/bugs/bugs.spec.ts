import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { applyPatch } from './apply-patch.js';
import { bugs } from './bugs.js';

const compiled = new Map<string, string>();

/** What the build makes of a file of `src`, without checking types; by its name below `dist`. */
function compile(file: string): string {
  const known = compiled.get(file);
  if (known !== undefined) return known;
  const source = readFileSync(join('src', file.replace(/\.js$/, '.ts')), 'utf8');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  compiled.set(file, outputText);
  return outputText;
}

describe('a planted bug', () => {
  it.each(bugs)('$name fits the code', ({ patches }) => {
    const patched = new Map<string, string>();
    for (const patch of patches) {
      const before = patched.get(patch.file) ?? compile(patch.file);
      patched.set(patch.file, applyPatch(before, patch));
    }
    expect(patched.size).toBeGreaterThan(0);
  });
});
