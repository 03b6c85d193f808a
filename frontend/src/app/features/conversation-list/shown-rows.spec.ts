/** @jest-environment node */
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { mostWhole, rangeAt, shownRows } from './shown-rows';

const rowHeight = 60;

const list = (length: number) => Array.from({ length }, (_, index) => `row ${index}`);

it('shows a short list whole, wherever it is scrolled', () => {
  const rows = shownRows(list(mostWhole), rangeAt(5_000, 800, rowHeight), 3);
  expect(rows).toHaveLength(mostWhole);
  expect(rows.every(({ gap }) => gap === 0)).toBe(true);
});

it('shows of a long one what is seen, some more, and the row that is kept', () => {
  const rows = shownRows(list(2_000), rangeAt(60_000, 800, rowHeight), 3);
  expect(rows[0]).toEqual({ item: 'row 3', index: 3, gap: 3 });
  expect(rows[1]?.index).toBeLessThanOrEqual(990);
  expect(rows.at(-1)?.index).toBeGreaterThanOrEqual(1_014);
  expect(rows.length).toBeLessThan(60);
});

it('fills the screen and takes the room of all, in any list, anywhere', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: mostWhole + 1, max: 5_000 }),
      fc.integer({ min: -5_000, max: 400_000 }),
      fc.integer({ min: 100, max: 2_000 }),
      fc.integer({ min: -1, max: 6_000 }),
      (length, top, height, kept) => {
        const rows = shownRows(list(length), rangeAt(top, height, rowHeight), kept);
        const indexes = rows.map(({ index }) => index);
        expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
        let before = -1;
        for (const { item, index, gap } of rows) {
          expect(item).toBe(`row ${index}`);
          expect(gap).toBe(index - before - 1);
          before = index;
        }
        for (
          let pixel = Math.max(0, top);
          pixel < Math.min(top + height, length * rowHeight);
          pixel += rowHeight
        )
          expect(indexes).toContain(Math.floor(pixel / rowHeight));
        if (kept >= 0 && kept < length) expect(indexes).toContain(kept);
        expect(rows.length).toBeLessThanOrEqual(height / rowHeight + 42);
      },
    ),
  );
});
