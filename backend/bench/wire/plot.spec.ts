import { expect, it } from '@jest/globals';
import { plot } from './plot.js';

it('draws what is better to the right of the middle, times as well as rates, and escapes names', () => {
  const svg = plot(
    { 'sends/s': { 'a & b': 2 }, 'ms to catch up': { 'a & b': 0.5 }, KB: { 'a & b': 4 } },
    'ours',
  );
  const places = [...svg.matchAll(/<circle cx="(\d+)" cy="\d+" r="5" fill="[^"]+"><title>/g)].map(([, x]) =>
    Number(x),
  );
  expect(places).toHaveLength(3);
  expect(places[0]).toBe(places[1]);
  expect(places[2]).toBeLessThan(places[0] ?? 0);
  expect(svg).toContain('sends/s: 2 times as good as a &amp; b');
  expect(svg).not.toContain('a & b');
});
