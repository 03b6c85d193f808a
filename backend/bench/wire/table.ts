import { median } from '../median.js';

/** By the name of a figure, by the name of a subject: what was measured in each round. */
export type Figures = Map<string, Map<string, number[]>>;

/** A Markdown table: medians with their spread, and how many times `ours` is as much as each of the others. */
export function table(figures: Figures, names: readonly string[], ours: string): string {
  const others = names.filter((name) => name !== ours);
  const header = ['', ...names, ...others.map((name) => `${ours} ÷ ${name}`)];
  const rows = [...figures].map(([figure, bySubject]) => {
    const middle = (name: string) => median(bySubject.get(name) ?? []);
    const ratios = others.map((name) => shown(middle(ours) / middle(name)));
    return [figure, ...names.map((name) => cell(bySubject.get(name) ?? [])), ...ratios];
  });
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(values: readonly number[]): string {
  if (values.length === 0) return '–';
  return `${shown(median(values))} (${shown(Math.min(...values))} to ${shown(Math.max(...values))})`;
}

/** With three digits that count. */
function shown(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
