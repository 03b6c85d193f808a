import { expect, it } from '@jest/globals';
import { table } from './table.js';

it('shows medians with their spread, ratios to the others, and what a subject doesn’t have', () => {
  const figures = new Map([
    [
      'sends/s',
      new Map([
        ['ours', [1_000, 4_000, 2_000]],
        ['bare', [500, 500, 500]],
      ]),
    ],
    ['catch-up, ms', new Map([['ours', [1.2345]]])],
  ]);
  expect(table(figures, ['ours', 'bare'], 'ours').split('\n')).toEqual([
    '|  | ours | bare | ours ÷ bare |',
    '| --- | --- | --- | --- |',
    '| sends/s | 2,000 (1,000 to 4,000) | 500 (500 to 500) | 4 |',
    '| catch-up, ms | 1.23 (1.23 to 1.23) | – | – |',
  ]);
});
