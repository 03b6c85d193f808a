import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildProduct } from './start-product.js';

interface Loaded {
  files: string[];
  /** Whether V8 refused what it had compiled; null where there was nothing. */
  rejected: Record<string, boolean | null>;
}

/** Reads the program as `main.ts` does, and tells which files that took. */
const program = `
  const { createRequire } = await import('node:module');
  const require = createRequire(process.cwd() + '/main.js');
  await import('./platform/database/navigator-polyfill.js');
  require('./serve.js');
  const rejected = ['pg', 'libraries'].map((name) => {
    const { script } = require('./node_modules/' + name + '.cjs').bundle;
    return [name, script.cachedDataRejected ?? null];
  });
  const loaded = { files: Object.keys(require.cache), rejected: Object.fromEntries(rejected) };
  process.stdout.write(JSON.stringify(loaded));`;

describe('the built service', () => {
  let loaded: Loaded;
  beforeAll(() => {
    buildProduct();
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: fileURLToPath(new URL('../dist', import.meta.url)),
      encoding: 'utf8',
    });
    loaded = JSON.parse(output) as Loaded;
  }, 300_000);

  it('reads its libraries from their bundles, but for native ones and the one that the contracts import', () => {
    const installed = loaded.files
      .filter((file) => !file.includes('/dist/node_modules/'))
      .map((file) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1])
      .filter((name) => name !== undefined);
    expect([...new Set(installed)].filter((name) => !/^(zod|@node-rs\/.*)$/.test(name))).toEqual([]);
    expect(loaded.files.some((file) => file.endsWith('/dist/node_modules/libraries.cjs'))).toBe(true);
  });

  it('runs them as they were compiled when they were bundled', () => {
    expect(loaded.rejected).toEqual({ pg: false, libraries: false });
  });
});
