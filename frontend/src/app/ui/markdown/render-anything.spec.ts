import { describe, expect, it } from '@jest/globals';
import { limits } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import { closed, filled, repeated } from '../../../testing/markdown-pieces';
import { renderMarkdown } from './render-markdown';

/** Of all code points that may stand alone, the one at this place. */
const notSurrogate = (place: number) => String.fromCodePoint(place < 0xd800 ? place : place + 0x800);

describe('what is rendered of anything', () => {
  const textOf = (source: string) => renderMarkdown(source).textContent ?? '';
  const deepestOf = (node: Node): number => 1 + Math.max(0, ...[...node.childNodes].map(deepestOf));

  it.each(['>', '> ', '- ', '1. ', '* > ', '**a ', '[', '![', '|', '@['])(
    'is never broken by %j, however often it stands there',
    (piece) => {
      const source = `${filled(piece, limits.bodyCodePoints - 4)} end`;
      const fragment = renderMarkdown(source);
      expect(fragment.textContent).toContain('end');
      expect(deepestOf(fragment)).toBeLessThan(80);
      expect(fragment.querySelectorAll('*').length).toBeLessThan(20_000);
    },
  );

  it('is bounded where a table has cells that nobody typed', () => {
    const columns = 1_000;
    const head = `${'a|'.repeat(columns)}\n${'-|'.repeat(columns)}\n`;
    const source = head + filled('x\n', limits.bodyCodePoints - head.length);
    expect(renderMarkdown(source).querySelectorAll('*').length).toBeLessThan(20_000);
    expect(textOf(source)).toBe(source);
  });

  it('keeps every word, also of what is too deep to be shown as it is meant', () => {
    expect(textOf(`${'> '.repeat(20)}deep`)).toContain('deep');
    expect(renderMarkdown(`${'> '.repeat(20)}deep`).querySelectorAll('blockquote')).toHaveLength(20);
    expect(textOf(`${'> '.repeat(40)}too *deep*`)).toBe(`${'> '.repeat(40)}too *deep*`);
  });

  it('never throws, and loses no word, whatever is typed', () => {
    const pieces = fc.constantFrom(...repeated, ...closed.flat(), ' ', '\n', '\n\n');
    // To build its own unit `binary`, fast-check looks up each of a million code points.
    const codePoint = fc.integer({ min: 0, max: 0x10_f7_ff }).map(notSurrogate);
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: codePoint })), { maxLength: 60 }), (typed) => {
        expect(textOf(`${typed.join('')}\n\nzebra`)).toContain('zebra');
      }),
      { numRuns: 300, seed: 20_26 },
    );
  });
});
