import { expect, it } from '@jest/globals';
import { ItemStore } from '../client/item-store.js';
import { History } from '../history/history.js';
import { itemProperties } from './items.js';
import { ann } from './made-up-evidence.js';

const item = { kind: 'draft', id: 'a', revision: 1, value: { body: 'x' } };

/** How much each property finds where this is stored and held. */
const faults = (revision: number, held: ItemStore) =>
  Object.values(itemProperties).map(
    (look) =>
      look({
        userId: ann,
        stored: { revision, items: [item] },
        devices: [{ who: 'Ann-a', held }],
        history: new History(),
      }).length,
  );

it('the properties of items find a gap, and what a device lacks', () => {
  const held = new ItemStore();
  held.catchUp({ revision: 0, items: [], cursor: null });
  expect(held.merge(item)).toBe('next');
  expect(faults(1, held)).toEqual([0, 0]);
  expect(faults(1, new ItemStore())).toEqual([0, 2]);
  expect(faults(2, held)).toEqual([1, 1]);
});
