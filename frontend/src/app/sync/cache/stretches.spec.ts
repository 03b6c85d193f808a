/** @jest-environment node */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { around, covers, newest, type Stretch, withStretch } from './stretches';

const most = 30;
const stretch: fc.Arbitrary<Stretch> = fc
  .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
  .map(([from, length, revision]) => ({ from, to: Math.min(most, from + length - 1), revision }));

/** The same, place by place: the highest revision anybody laid there. */
function revisions(laid: readonly Stretch[]): (number | undefined)[] {
  return Array.from({ length: most + 1 }, (_, seq) => {
    const here = laid.filter(({ from, to }) => from <= seq && seq <= to);
    return here.length > 0 ? Math.max(...here.map(({ revision }) => revision)) : undefined;
  });
}

it('holds at each place the highest revision that was laid there, and nothing where nothing was', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 12 }), (laid) => {
      const held = laid.reduce<Stretch[]>(withStretch, []);
      expect(revisions(held)).toEqual(revisions(laid));
      held.slice(1).forEach((one, index) => {
        const before = held[index] as Stretch;
        expect(one.from).toBeGreaterThan(before.to);
        // Neighbours that know alike are one.
        if (one.from === before.to + 1) expect(one.revision).not.toBe(before.revision);
      });
    }),
    { numRuns: 500 },
  );
});

it('claims to cover a range only where each place of it is held at that revision', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 12 }), stretch, (laid, range) => {
      const places = revisions(laid).slice(range.from, range.to + 1);
      const truly = places.every((revision) => revision !== undefined && revision >= range.revision);
      expect(covers(laid.reduce<Stretch[]>(withStretch, []), range)).toBe(truly);
    }),
    { numRuns: 500 },
  );
});

it('reads a run without a hole, which knows what its least informed part knows', () => {
  fc.assert(
    fc.property(
      fc.array(stretch, { maxLength: 12 }),
      fc.integer({ min: 1, max: most }),
      fc.integer({ min: 0, max: most }),
      (laid, seq, reach) => {
        const places = revisions(laid);
        const run = around(laid.reduce<Stretch[]>(withStretch, []), seq, reach);
        if (places[seq] === undefined) {
          expect(run).toBeUndefined();
          return;
        }
        let [from, to] = [seq, seq];
        while (from > 1 && from > seq - reach && places[from - 1] !== undefined) from -= 1;
        while (to < seq + reach && places[to + 1] !== undefined) to += 1;
        expect(run).toMatchObject({ from, to });
        for (const revision of places.slice(from, to + 1))
          expect(revision).toBeGreaterThanOrEqual(run?.revision ?? Infinity);
      },
    ),
    { numRuns: 500 },
  );
});

it('takes the end of what is held latest', () => {
  const held = [
    { from: 1, to: 40, revision: 60 },
    { from: 51, to: 80, revision: 85 },
    { from: 81, to: 90, revision: 95 },
  ];
  expect(newest(held, 200)).toEqual({ from: 51, to: 90, revision: 85 });
  expect(newest(held, 10)).toEqual({ from: 81, to: 90, revision: 95 });
  expect(newest([], 10)).toBeUndefined();
});
