/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allTexts, textFiles, textsOf } from '../../../testing/texts';

const app = join(process.cwd(), 'src/app');
const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|html)$/.test(file) && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join(app, file), 'utf8'))
  .join('\n');

const frenchTexts = allTexts('fr');
const englishTexts = allTexts('en');
const keys = Object.keys(frenchTexts);
const holes = (text = '') => [...text.matchAll(/\{\{ (\w+) \}\}/g)].map((match) => match[1]).sort();

/** Keys put together in the code, by how they begin. */
const composed = ['presence.', 'presence.full.', 'receipts.', 'sent.'];

describe('the texts', () => {
  it('are the same in French and English', () => {
    expect(Object.keys(englishTexts)).toEqual(keys);
  });

  it('have one owner each', () => {
    const owned = textFiles('fr').flatMap((file) => Object.keys(textsOf(file)));
    expect(owned.filter((key, at) => owned.indexOf(key) !== at)).toEqual([]);
  });

  it.each(keys)('%s takes the same values in both', (key) => {
    expect(holes(englishTexts[key])).toEqual(holes(frenchTexts[key]));
  });

  it('are all used', () => {
    const unused = keys.filter((key) => {
      const base = key.replace(/\.(one|many|other)$/, '');
      return ![base, key].some((name) => sources.includes(`'${name}'`) || sources.includes(`"${name}"`));
    });
    expect(unused.filter((key) => !composed.some((start) => key.startsWith(start)))).toEqual([]);
  });

  it('have a form for “other” wherever they have one for “one”', () => {
    const plural = keys.filter((key) => key.endsWith('.one'));
    expect(plural.filter((key) => !keys.includes(key.replace(/one$/, 'other')))).toEqual([]);
  });

  it('follow French typography', () => {
    const wrong = keys.filter((key) =>
      / [;:!?»]|[^\u202f\s]»|«[^\u202f]|['"]|\.\.\.|\w[;!?]/.test(frenchTexts[key] ?? ''),
    );
    expect(wrong).toEqual([]);
  });

  it('are asked for by names that exist', () => {
    const asked = [...sources.matchAll(/words\.(t|plural)\(\s*'([\w.]+)'/g)];
    const missing = asked.filter(
      ([, how, key]) => !keys.includes(how === 'plural' ? `${key}.other` : `${key}`),
    );
    expect(missing.map(([call]) => call)).toEqual([]);
    expect(asked.length).toBeGreaterThan(100);
  });
});
