import { expect, it } from '@jest/globals';
import { ItemStore } from './item-store.js';

const item = (id: string, revision: number, body: string | null = 'x') => ({
  kind: 'draft',
  id,
  revision,
  value: body === null ? null : { body },
});
const held = (store: ItemStore) => [...store.items.values()].map(({ id, revision }) => [id, revision]);

it('what came before the first load does not count, but what is newer does', () => {
  const store = new ItemStore();
  for (const one of [item('gone', 1), item('later', 5)]) expect(store.merge(one)).toBe('gap');
  expect(store.catchUp({ revision: 4, items: [item('a', 3)], cursor: 'next' })).toBe(true);
  expect(store.revision).toBe(0);
  expect(store.catchUp({ revision: 5, items: [item('b', 4)], cursor: null })).toBe(false);
  expect([store.revision, held(store)]).toEqual([
    4,
    [
      ['later', 5],
      ['a', 3],
      ['b', 4],
    ],
  ]);
  expect(store.merge(item('gone', 2))).toBe('known');
  expect(held(store).map(([id]) => id)).toEqual(['later', 'a', 'b']);
  expect(store.merge(item('a', 5, null))).toBe('next');
});

it('who held nothing yet forgets what a load of everything leaves out', () => {
  const store = new ItemStore();
  store.catchUp({ revision: 0, items: [], cursor: null });
  expect(store.merge(item('gone', 2))).toBe('gap');
  store.catchUp({ revision: 4, items: [item('a', 3)], cursor: null });
  expect([store.revision, held(store)]).toEqual([4, [['a', 3]]]);
});
