import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendFolder } from './backend-folder.js';
import { isRate, shown, type Ratios } from './figures.js';

const file = join(backendFolder, '../docs/images/performance.svg');

const size = { width: 960, label: 430, row: 26, top: 64, right: 40 };
/** The axis: from a sixteenth to sixteen times, in powers of two. */
const decades = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
const colors = ['#2563eb', '#d97706', '#6b7280'];

/** Draws how many times as good we are as each other, for each figure, into the documentation. */
export function savePlot(ratios: Ratios, ours: string): void {
  writeFileSync(file, plot(ratios, ours));
}

/** An SVG whose dots stand to the right of the middle where we are better. */
export function plot(ratios: Ratios, ours: string): string {
  const figures = Object.entries(ratios);
  const others = [...new Set(figures.flatMap(([, byOther]) => Object.keys(byOther)))];
  const height = size.top + figures.length * size.row + 16;
  const lines = decades.map(
    (power) =>
      `<line x1="${at(2 ** power)}" x2="${at(2 ** power)}" y1="${size.top - 8}" y2="${height - 12}" stroke="${power === 0 ? '#111827' : '#e5e7eb'}"/>` +
      text(at(2 ** power), size.top - 14, power < 0 ? `1/${2 ** -power}` : `${2 ** power}×`, 'middle'),
  );
  const legend = others.map(
    (other, place) =>
      `<circle cx="${size.label + place * 180}" cy="18" r="5" fill="${colors[place % colors.length]}"/>` +
      text(size.label + place * 180 + 10, 22, other, 'start'),
  );
  const rows = figures.flatMap(([figure, byOther], row) => {
    const y = size.top + row * size.row + 12;
    const dots = others.map((other, place) => {
      const ratio = byOther[other] ?? NaN;
      const better = isRate(figure) ? ratio : 1 / ratio;
      if (Number.isNaN(better)) return '';
      const title = `<title>${escaped(figure)}: ${shown(better)} times as good as ${escaped(other)}</title>`;
      return `<circle cx="${at(better)}" cy="${y - 4}" r="5" fill="${colors[place % colors.length]}">${title}</circle>`;
    });
    return [text(size.label - 24, y, figure, 'end'), ...dots];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}" font-family="sans-serif" font-size="12" fill="#111827">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(size.label - 24, 22, `How many times as good ${ours} is as`, 'end'),
    ...legend,
    ...lines,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

/** Beyond the axis it stands at its end. */
function at(ratio: number): number {
  const [first = 0, last = 0] = [decades[0], decades.at(-1)];
  const power = Math.min(last, Math.max(first, Math.log2(ratio)));
  const width = size.width - size.label - size.right;
  return Math.round(size.label + ((power - first) / (last - first)) * width);
}

const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(words)}</text>`;

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
