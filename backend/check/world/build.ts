import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from '../bugs/apply-patch.js';
import type { Patch } from '../bugs/bug.js';

/**
 * A copy of the built product, so that a run goes on with what it began with, and a bug can be planted in it: the
 * product's own build never holds one.
 */
export class Build {
  /** Stands for the backend's folder. */
  readonly home: string;

  /** `backend` is the product's own, `folder` takes the copy. Throws if a patch doesn't fit any more. */
  constructor(backend: string, folder: string, patches: readonly Patch[] = []) {
    this.home = join(folder, 'backend');
    mkdirSync(this.home);
    cpSync(join(backend, 'dist'), join(this.home, 'dist'), { recursive: true });
    cpSync(join(backend, 'package.json'), join(this.home, 'package.json'));
    symlinkSync(join(backend, 'node_modules'), join(this.home, 'node_modules'));
    symlinkSync(join(backend, '..', 'node_modules'), join(folder, 'node_modules'));
    for (const patch of patches) this.apply(patch);
    // It holds no patch: without it the files are read.
    if (patches.length > 0) rmSync(join(this.home, 'dist', 'node_modules', 'program.cjs'), { force: true });
  }

  private apply(patch: Patch): void {
    const path = join(this.home, 'dist', patch.file);
    writeFileSync(path, applyPatch(readFileSync(path, 'utf8'), patch));
  }
}
