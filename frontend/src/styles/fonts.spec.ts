import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (name: string) => readFileSync(join(__dirname, name), 'utf8').replace(/\/\*.*?\*\//gs, '');
const colour = ['Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji'];
const ours = /^(LitSpark|Atkinson)/;

const families = new Map(
  [...read('tokens.css').matchAll(/--(face|mono|emoji):([^;]*);/g)].map(([, name = '', list = '']) => [
    name,
    list.split(',').map((family) => family.trim().replaceAll("'", '')),
  ]),
);
/** Each face of ours, with the code points it may be used for. */
const faces = [...read('fonts.css').matchAll(/@font-face \{([^}]*)\}/g)].map(([, rules = '']) => {
  const value = (name: string) => new RegExp(`${name}:([^;]*);`).exec(rules)?.[1] ?? '';
  const ranges = value('unicode-range').match(/[\dA-F]+(-[\dA-F]+)?/g) ?? ['0-10FFFF'];
  return {
    family: value('font-family').trim().replaceAll("'", ''),
    ranges: ranges.map((range) => {
      const [from = 0, to = from] = range.split('-').map((point) => parseInt(point, 16));
      return { from, to };
    }),
  };
});

describe('the faces of texts', () => {
  it.each([...families])('have colour emoji in --%s', (_, list) => {
    expect(list.filter((family) => colour.includes(family))).toEqual(colour);
  });

  it('have them before those of the system, and ours, with the digits, before them', () => {
    const list = families.get('face') ?? [];
    const first = Math.min(...colour.map((family) => list.indexOf(family)));
    expect(list.slice(0, first).filter((family) => !ours.test(family))).toEqual([]);
    expect(list.slice(first).filter((family) => ours.test(family))).toEqual([]);
    for (const family of list.slice(0, first)) expect(faces.map((face) => face.family)).toContain(family);
  });

  it('leave emoji to others where they are ours', () => {
    expect(faces.length).toBeGreaterThanOrEqual(4);
    for (const { family, ranges } of faces) {
      const emoji = ranges.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).filter((one) =>
          /\p{Emoji_Presentation}/u.test(one),
        ),
      );
      expect({ family, emoji }).toEqual({ family, emoji: [] });
    }
  });
});
