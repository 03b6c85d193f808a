/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { isolated } from './isolated';

it('leaves a text as it is that can’t turn what stands around it', () => {
  for (const text of ['Ann Martin', 'Zoé (2)', '会議', '12 : 30', '']) expect(isolated(text)).toBe(text);
});

it('closes a text in that is written from right to left, or turns directions', () => {
  expect(isolated('שלום 12')).toBe('\u2068שלום 12\u2069');
  expect(isolated('gnp\u202Eexe')).toBe('\u2068gnp\u202Eexe\u2069');
});

it('lets nothing out by an end too many, nor keeps more in by one too few', () => {
  expect(isolated('a\u2069\u202Eb')).toBe('\u2068a\u202Eb\u2069');
  expect(isolated('a\u2067b')).toBe('\u2068a\u2067b\u2069\u2069');
  expect(isolated(isolated('שלום'))).toBe('\u2068\u2068שלום\u2069\u2069');
});
