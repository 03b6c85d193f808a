import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { belowRoot } from '../layers/below-root.mjs';

const folder = '/home/ann/polls (2)';
const file = `${folder}/frontend/src/app/features/pins/e2e/pins.e2e.ts`;
const matches = (pattern) => new RegExp(belowRoot([pattern], folder)[0], 'i').test(file);

describe('a pattern of test files', () => {
  it('matches below the repository, and not the folder in which that lies', () => {
    assert.ok(matches('pins'));
    assert.ok(matches('PINS/e2e'));
    assert.ok(matches('polls|pins'));
    assert.ok(!matches('polls'));
    assert.ok(!matches('polls|drafts'));
    assert.ok(!matches('home'));
  });

  it('may be a path', () => {
    assert.deepEqual(belowRoot(['./pins', `${folder}/pins`], folder), ['./pins', `${folder}/pins`]);
  });

  it('may name a line', () =>
    assert.match(belowRoot(['pins.e2e.ts:12'], folder)[0], /\(\?:pins\.e2e\.ts\):12$/));

  it('is nothing that belongs to an option', () => {
    const options = ['-g', 'two people', '--trace', 'on'];
    assert.deepEqual(belowRoot(options, folder), options);
    assert.deepEqual(belowRoot(['pins', ...options], folder).slice(1), options);
  });
});
