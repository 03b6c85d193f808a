import { median } from '../median.js';
import { ratiosOf, shown, type Figures } from './figures.js';

/** A Markdown table: medians with their spread, and how many times `ours` is as much as each of the others. */
export function table(figures: Figures, names: readonly string[], ours: string): string {
  const others = names.filter((name) => name !== ours);
  const header = ['', ...names, ...others.map((name) => `${ours} ÷ ${name}`)];
  const ratios = ratiosOf(figures, ours);
  const rows = [...figures].map(([figure, bySubject]) => [
    figure,
    ...names.map((name) => cell(bySubject.get(name) ?? [])),
    ...others.map((name) => shown(ratios[figure]?.[name] ?? NaN)),
  ]);
  return markdown([header, ...rows]);
}

/** The ratios alone. */
export function ratioTable(figures: Figures, names: readonly string[], ours: string): string {
  const others = names.filter((name) => name !== ours);
  const header = ['', ...others.map((name) => `${ours} ÷ ${name}`)];
  const rows = Object.entries(ratiosOf(figures, ours)).map(([figure, ratios]) => [
    figure,
    ...others.map((name) => shown(ratios[name] ?? NaN)),
  ]);
  return markdown([header, ...rows]);
}

function markdown([header = [], ...rows]: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(values: readonly number[]): string {
  if (values.length === 0) return '–';
  return `${shown(median(values))} (${shown(Math.min(...values))} to ${shown(Math.max(...values))})`;
}
