import { expect, it } from '@jest/globals';
import { ratiosOf } from './figures.js';
import { keptRatios, lossesOf } from './kept-ratios.js';

const kept = {
  'sends/s': { bare: 0.5, plain: 2 },
  'catch-up, ms': { plain: 2 },
};

it('finds a rate that fell and a time that grew by more than a quarter, against everybody', () => {
  expect(lossesOf({ 'sends/s': { bare: 0.38, plain: 1.6 }, 'catch-up, ms': { plain: 2.6 } }, kept)).toEqual(
    [],
  );
  const lost = { 'sends/s': { bare: 0.37, plain: 1.4 }, 'catch-up, ms': { plain: 2.7 } };
  expect(lossesOf(lost, kept).map(({ figure, other }) => [figure, other])).toEqual([
    ['sends/s', 'bare'],
    ['sends/s', 'plain'],
    ['catch-up, ms', 'plain'],
  ]);
});

it('blames nobody for one baseline that had a good moment, for what is better, or for what was never kept', () => {
  expect(lossesOf({ 'sends/s': { bare: 0.1, plain: 2 } }, kept)).toEqual([]);
  expect(lossesOf({ 'sends/s': { bare: 5, plain: 20 }, 'catch-up, ms': { plain: 0.1 } }, kept)).toEqual([]);
  expect(lossesOf({ 'joins/s': { bare: 0.1 } }, kept)).toEqual([]);
});

it('compares medians', () => {
  const figures = new Map([
    [
      'sends/s',
      new Map([
        ['ours', [1_000, 4_000, 2_000]],
        ['bare', [500, 400, 9_000]],
      ]),
    ],
  ]);
  expect(ratiosOf(figures, 'ours')).toEqual({ 'sends/s': { bare: 4 } });
});

it('has kept something', () => {
  expect(Object.keys(keptRatios()).length).toBeGreaterThan(5);
});
