import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { withTables } from '../scaling.mjs';
import { root } from '../steps/paths.mjs';

const page = readFileSync(join(root, 'docs', 'scaling.md'), 'utf8');
/** Formatted tables differ from others in spaces and dashes alone. */
const plain = (text) => text.replace(/ +/g, ' ').replace(/-+/g, '-');

it('the page on scaling holds what follows from its figures (node scripts/scaling.mjs)', () => {
  assert.equal(plain(withTables(page)), plain(page));
});

it('and changes with them', () => {
  const dearer = page.replace(/^(\| `memory` +\| )\d+/m, '$1330');
  assert.notEqual(dearer, page);
  assert.notEqual(plain(withTables(dearer)), plain(dearer));
});

it('has no figure that is not a number', () => {
  assert.doesNotMatch(withTables(page), /NaN|Infinity|undefined/);
});
