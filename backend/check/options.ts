import { parseArgs } from 'node:util';

export interface Options {
  minutes: number;
  /** One, or several that share a database and a Redis; three are behind an nginx. */
  nodes: 1 | 2 | 3;
  /** Processes by which each serves. */
  workers: number;
  seed: string;
  /** A planted bug to run with. */
  bug: string | null;
  /** Where the report goes. */
  report: string;
}

export const usage =
  'npm run check:delivery -- [--minutes 2] [--nodes 2|3] [--workers 3] [--seed any] [--bug name] [--report folder]';

/** Throws with what is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '2' },
      nodes: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
      bug: { type: 'string' },
      report: { type: 'string', default: 'delivery-report' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error('--minutes takes a number above 0');
  const nodes = ([1, 2, 3] as const).find((count) => String(count) === values.nodes);
  if (nodes === undefined) throw new Error('--nodes takes 1, 2 or 3');
  const workers = Number(values.workers);
  if (!(Number.isInteger(workers) && workers > 0)) throw new Error('--workers takes a whole number above 0');
  return {
    minutes,
    nodes,
    workers,
    seed: values.seed,
    bug: values.bug ?? null,
    report: values.report,
  };
}
