import { expect, it } from '@jest/globals';
import { HighestRanks } from './highest-ranks.js';

it('tells the highest rank of all owners, once for each change of it', () => {
  const ranks = new HighestRanks();
  expect(ranks.report(1, 'ann', 1)).toBe(1);
  expect(ranks.report(2, 'ann', 2)).toBe(2);
  expect(ranks.report(1, 'ann', 2)).toBeNull();
  expect(ranks.report(2, 'ann', 0)).toBeNull();
  expect(ranks.read(['ann', 'ben'])).toEqual([2, 0]);
  expect(ranks.report(1, 'ann', 0)).toBe(0);
  expect(ranks.read(['ann'])).toEqual([0]);
});

it('tells of an owner that is gone by the next report of each of its keys', () => {
  const ranks = new HighestRanks();
  ranks.report(1, 'ann', 2);
  ranks.report(1, 'ben', 2);
  ranks.report(2, 'ben', 1);
  expect(ranks.drop(1)).toEqual(['ann', 'ben']);
  expect(ranks.report(2, 'ann', 0)).toBe(0);
  expect(ranks.report(2, 'ben', 1)).toBe(1);
});
