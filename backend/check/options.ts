import { parseArgs } from 'node:util';

export interface Options {
  minutes: number;
  /** One, or two that share a database and a Redis. */
  nodes: 1 | 2;
  seed: string;
  /** A planted bug to run with. */
  bug: string | null;
  /** Where the report goes. */
  report: string;
}

export const usage =
  'npm run check:delivery -- [--minutes 2] [--nodes 2] [--seed any] [--bug name] [--report folder]';

/** Throws with what is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '2' },
      nodes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
      bug: { type: 'string' },
      report: { type: 'string', default: 'delivery-report' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error('--minutes takes a number above 0');
  if (values.nodes !== '1' && values.nodes !== '2') throw new Error('--nodes takes 1 or 2');
  return {
    minutes,
    nodes: values.nodes === '2' ? 2 : 1,
    seed: values.seed,
    bug: values.bug ?? null,
    report: values.report,
  };
}
