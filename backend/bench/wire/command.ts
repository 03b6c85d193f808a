import { measureServices } from '../services/measure.js';
import { ratiosOf } from './figures.js';
import { keepRatios, keptRatios, lossesOf, lossLine } from './kept-ratios.js';
import { measureWire, rowNames, type Measured } from './measure.js';
import { savePlot } from './plot.js';
import { ratioTable, table } from './table.js';

export const modes = ['short', 'check', 'keep'];

/**
 * All rows in three rounds, and the services by themselves; or the rows that are named. `short`: one round, of which the ratios are printed.
 * `check`: the same, against the ratios that are kept. `keep`: keeps those of three rounds, and the plot.
 */
export async function measureRows(words: readonly string[]): Promise<void> {
  const named = words.filter((word) => rowNames.includes(word));
  const chosen = named.length > 0 ? named : rowNames;
  const isShort = words.includes('short') || words.includes('check');
  const measured = await measureWire(chosen, isShort ? 1 : 3);
  const { figures, names } = measured;
  const [ours] = names;
  console.log((isShort ? ratioTable : table)(figures, names, ours));
  if (words.includes('keep')) {
    keepRatios(ratiosOf(figures, ours));
    savePlot(ratiosOf(figures, ours), ours);
  }
  if (words.includes('check')) await check(chosen, measured);
  if (words.length === 0) await measureServices();
}

/** What was lost is measured once more: a machine that was busy for a moment is no loss. */
async function check(chosen: readonly string[], first: Measured): Promise<void> {
  const lossesIn = ({ figures, names: [ours] }: Measured) => lossesOf(ratiosOf(figures, ours), keptRatios());
  const doubtful = new Set(lossesIn(first).map(({ figure }) => figure));
  if (doubtful.size === 0) return;
  console.error(`Measured again: ${[...doubtful].join('; ')}`);
  const losses = lossesIn(await measureWire(chosen, 2)).filter(({ figure }) => doubtful.has(figure));
  if (losses.length === 0) return;
  console.error(
    ['More than a quarter worse than the ratios that are kept:', ...losses.map(lossLine)].join('\n'),
  );
  process.exitCode = 1;
}
