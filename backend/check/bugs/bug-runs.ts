import type { Scenario } from '../run/scenario.js';
import { shortRun } from '../run/scenarios.js';
import type { Bug, Patch } from './bug.js';
import { bugs } from './bugs.js';

/** The bugs by the runs in which they are looked for. */
export const bugRuns: readonly (readonly Bug[])[] = runsOf(bugs);

function runsOf(all: readonly Bug[]): Bug[][] {
  const runs = new Map<string, Bug[]>();
  for (const bug of all) {
    const run = bug.run ?? bug.name;
    runs.set(run, [...(runs.get(run) ?? []), bug]);
  }
  return [...runs.values()];
}

/** The short run as these bugs would have it: people do what any of them wants. */
export function scenarioOf(together: readonly Bug[]): Scenario {
  const wanted = together.flatMap(({ scenario }) => scenario ?? []);
  const mix: Record<string, number> = {};
  for (const [act, weight] of wanted.flatMap((one) => Object.entries(one.mix ?? {})))
    mix[act] = (mix[act] ?? 0) + weight;
  const all = Object.assign({}, shortRun, ...wanted) as Scenario;
  return { ...all, mix: Object.keys(mix).length > 0 ? mix : shortRun.mix };
}

/** Of all of them; some share one. */
export const patchesOf = (together: readonly Bug[]): Patch[] => [
  ...new Set(together.flatMap(({ patches }) => patches)),
];
