import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendFolder } from './backend-folder.js';
import { isRate, shown, type Ratios } from './figures.js';

/** As much of a ratio may be lost before it counts: less than that is the machine's doing. */
const tolerance = 0.25;

const file = join(backendFolder, 'bench/wire/kept-ratios.json');

/** The ratios that the repository holds. */
export const keptRatios = (): Ratios => JSON.parse(readFileSync(file, 'utf8')) as Ratios;

export function keepRatios(ratios: Ratios): void {
  const rounded = Object.fromEntries(
    Object.entries(ratios).map(([figure, others]) => [
      figure,
      Object.fromEntries(Object.entries(others).map(([name, ratio]) => [name, Number(ratio.toPrecision(3))])),
    ]),
  );
  writeFileSync(file, `${JSON.stringify(rounded, null, 2)}\n`);
}

export interface Loss {
  figure: string;
  other: string;
  kept: number;
  now: number;
}

/**
 * What is worse now, by more than a quarter, than what was kept. A figure is lost only where it is against everybody: a single
 * baseline that had a good moment says nothing of us.
 */
export function lossesOf(now: Ratios, kept: Ratios): Loss[] {
  // A slowest hundredth says more of the machine's moment than of us.
  const figures = Object.entries(now).filter(([figure]) => !figure.includes('p99'));
  return figures.flatMap(([figure, others]) => {
    const losses = Object.entries(others).flatMap(([other, ratio]): (Loss | null)[] => {
      const before = kept[figure]?.[other];
      if (before === undefined || Number.isNaN(ratio)) return [];
      const part = isRate(figure) ? ratio / before : before / ratio;
      return [part < 1 - tolerance ? { figure, other, kept: before, now: ratio } : null];
    });
    return losses.flatMap((loss) => (losses.includes(null) ? [] : (loss ?? [])));
  });
}

export const lossLine = ({ figure, other, kept, now }: Loss): string =>
  `${figure}: ${shown(now)} × ${other}, where ${shown(kept)} was kept`;
