import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildProduct } from './start-product.js';

interface Loaded {
  files: string[];
  /** Whether V8 refused what it had compiled; null where there was nothing. */
  rejected: Record<string, boolean | null>;
  /** Of a fault in a file of ours. */
  trace: string;
}

/** Reads the program as `main.ts` does, and tells what that took; null where there is no bundle that is up to date. */
const program = `
  const { createRequire } = await import('node:module');
  const { pathToFileURL } = await import('node:url');
  const main = pathToFileURL(process.cwd() + '/main.js').href;
  const require = createRequire(main);
  const { findBundle } = await import('./platform/lifecycle/program-bundle.js');
  const bundle = findBundle(main);
  let loaded = null;
  if (bundle) {
    const { serve } = await bundle.readServer();
    const rejected = ['pg', 'libraries', 'program'].map((name) => {
      const { script } = require('./node_modules/' + name + '.cjs').bundle;
      return [name, script.cachedDataRejected ?? null];
    });
    const { stack: trace } = await serve(null).catch((error) => error);
    loaded = { files: Object.keys(require.cache), rejected: Object.fromEntries(rejected), trace };
  }
  process.stdout.write(JSON.stringify(loaded));`;

function load(dist: string): Loaded | null {
  const args = ['--enable-source-maps', '--input-type=module', '-e', program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: dist, encoding: 'utf8' })) as Loaded | null;
}

describe('the built service', () => {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  let loaded: Loaded;
  beforeAll(async () => {
    await buildProduct();
    loaded = load(dist)!;
  }, 300_000);

  it('is read from its own bundle and those of its libraries, but for native ones', () => {
    const others = loaded.files.filter((file) => !file.includes('/dist/node_modules/'));
    expect(others.filter((file) => !/\/node_modules\/@node-rs\//.test(file))).toEqual([]);
    for (const name of ['libraries', 'program'])
      expect(loaded.files.some((file) => file.endsWith(`/dist/node_modules/${name}.cjs`))).toBe(true);
  });

  it('is run as it was compiled when it was bundled', () => {
    expect(loaded.rejected).toEqual({ pg: false, libraries: false, program: false });
  });

  it('names lines of the sources in its traces', () => {
    expect(loaded.trace).toMatch(/ at serve .*\/backend\/src\/serve\.ts:\d+:\d+/);
  });

  it('has its commands in that bundle too', () => {
    inCopy((copy) => {
      rmSync(join(copy, 'platform/database'), { recursive: true });
      for (const command of ['backup.js', 'restore.js']) {
        const { stderr } = spawnSync(process.execPath, [command], { cwd: copy, encoding: 'utf8' });
        expect(stderr).toMatch(/^Name the .*folder/);
      }
      const { stderr } = spawnSync(process.execPath, ['migrate.js', 'now'], { cwd: copy, encoding: 'utf8' });
      expect(stderr).toBe('It takes no arguments: npm run migrate\n');
    });
  });

  it('is read file by file where one was compiled since it was bundled', () => {
    inCopy((copy) => {
      expect(load(copy)?.files.length).toBeGreaterThan(0);
      appendFileSync(join(copy, '.tsbuildinfo'), ' ');
      expect(load(copy)).toBeNull();
    });
  });

  function inCopy(work: (copy: string) => void): void {
    // As deep as the original, so that it finds the contracts and its other files.
    const copy = mkdtempSync(`${process.env.LITSPARK_TEST_BUILT}-bundled-`);
    try {
      cpSync(dist, copy, { recursive: true });
      work(copy);
    } finally {
      rmSync(copy, { recursive: true });
    }
  }
});
