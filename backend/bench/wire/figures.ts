import { median } from '../median.js';

/** By the name of a figure, by the name of a subject: what was measured in each round. */
export type Figures = Map<string, Map<string, number[]>>;

/** By the name of a figure, by the name of another subject: how many times as much `ours` is, by the medians. */
export type Ratios = Record<string, Record<string, number>>;

export function ratiosOf(figures: Figures, ours: string): Ratios {
  const ratios: Ratios = {};
  for (const [figure, bySubject] of figures) {
    const middle = median(bySubject.get(ours) ?? []);
    const others = [...bySubject].filter(([name]) => name !== ours);
    ratios[figure] = Object.fromEntries(others.map(([name, values]) => [name, middle / median(values)]));
  }
  return ratios;
}

/** Rates, such as “sends/s”, are better when they are larger; times, processor times and sizes when they are smaller. */
export const isRate = (figure: string): boolean => /^[a-z]+\/s\b/.test(figure);

/** With three digits that count. */
export function shown(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
