// What the build of the client says of pages that make a browser load too much.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { overspent, weighed } from '../../frontend/scripts/budgets.mjs';

let folder;
const put = (name, content) => writeFileSync(join(folder, name), content);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'litspark-budgets-'));
  put('index.html', '<script src="theme.js"></script><script src="main-A.js" type="module"></script>');
  put('theme.js', 'x'.repeat(10));
  put(
    'main-A.js',
    `import{a}from"./chunk-B.js";import('./chunk-C.js');import("./chunk-E.js")//${'x'.repeat(100)}`,
  );
  put('chunk-B.js', 'x'.repeat(1_000));
  put('chunk-C.js', `import"./chunk-D.js";import{b}from"./chunk-B.js";import("./chunk-T.js")`);
  put('chunk-D.js', 'x'.repeat(5_000));
  put('chunk-D.js.br', 'x'.repeat(50));
  put('chunk-E.js', 'x'.repeat(90_000));
  put('chunk-T.js', 'x'.repeat(20));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const where = { 'page.c': ['chunk-C.js'], fr: ['chunk-T.js'] };
const files = (budget) =>
  weighed(folder, where, budget)
    .files.map(([name]) => name)
    .sort();

describe('a budget of the client', () => {
  it('counts what is imported statically, once, and no other lazy part', () => {
    assert.deepEqual(files({ parts: [] }), ['chunk-B.js', 'main-A.js', 'theme.js']);
    assert.deepEqual(files({ parts: ['page.c'] }), [
      'chunk-B.js',
      'chunk-C.js',
      'chunk-D.js',
      'main-A.js',
      'theme.js',
    ]);
  });

  it('counts the texts of one language with the pages that load them', () => {
    assert.ok(files({ parts: ['page.c'], texts: 'fr' }).includes('chunk-T.js'));
  });

  it('counts the copy that is sent', () => {
    const { files: found, bytes } = weighed(folder, where, { parts: ['page.c'] });
    assert.equal(new Map(found).get('chunk-D.js'), 50);
    assert.equal(
      bytes,
      found.reduce((sum, [, its]) => sum + its, 0),
    );
    assert.equal(found[0][0], 'chunk-B.js');
  });

  it('is kept to the byte, and else names the heaviest files', () => {
    const page = { name: 'the page', ...weighed(folder, where, { parts: ['page.c'] }) };
    assert.deepEqual(overspent({ ...page, most: page.bytes }), []);
    const [fault] = overspent({ ...page, most: page.bytes - 1 });
    assert.match(fault, /JavaScript for the page is 0\.0 kB over its budget/);
    assert.match(fault, /1\.0 kB chunk-B\.js\n/);
  });

  it('misses no part that was renamed', () => {
    assert.throws(
      () => weighed(folder, where, { parts: ['page.d'] }),
      /No file of the build has the part page\.d/,
    );
  });
});
