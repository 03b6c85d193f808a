import { join } from 'node:path';
import { bugs } from '../bugs/bugs.js';
import type { Bug } from '../bugs/bug.js';
import { describe, type Report } from '../run/report.js';
import { Run, type RunOptions } from '../run/run.js';
import type { Scenario } from '../run/scenario.js';
import { shortRun } from '../run/scenarios.js';
import { Build } from '../world/build.js';
import { clearAway } from '../world/workplace.js';
import { breakingOff } from './breaking-off.js';
import { keptSeeds, type KeptSeed } from './kept-seeds.js';
import type { Stage, Trial } from './trial.js';

/** A bug that isn’t found in this time won’t be, on a slow machine that is busy too. */
const patienceMinutes = 8;

export const trials: readonly Trial[] = [
  ...keptSeeds.map((kept) => ({
    name: `nothing is found in ${kept.rounds} rounds, seed ${kept.seed}: ${kept.why}`,
    execute: (stage: Stage) => findNothing(kept, stage),
  })),
  ...breakingOff,
  ...runsOf(bugs).map((together) => ({
    name: together.map(({ name, why }) => `${name} is caught: ${why}`).join('; '),
    execute: (stage: Stage) => findBugs(together, stage),
  })),
];

/** The bugs that are looked for together. */
function runsOf(all: readonly Bug[]): Bug[][] {
  const runs = new Map<string, Bug[]>();
  for (const bug of all) {
    const run = bug.run ?? bug.name;
    runs.set(run, [...(runs.get(run) ?? []), bug]);
  }
  return [...runs.values()];
}

/** The short run as these bugs would have it: people do what any of them wants. */
function scenarioOf(together: readonly Bug[]): Scenario {
  const wanted = together.flatMap(({ scenario }) => scenario ?? []);
  const mix: Record<string, number> = {};
  for (const [act, weight] of wanted.flatMap((one) => Object.entries(one.mix ?? {})))
    mix[act] = (mix[act] ?? 0) + weight;
  const all = Object.assign({}, shortRun, ...wanted) as Scenario;
  return { ...all, mix: Object.keys(mix).length > 0 ? mix : shortRun.mix };
}

async function findNothing(kept: KeptSeed, stage: Stage): Promise<string> {
  const report = await runOn(stage, [], { ...kept, until: kept });
  if (report.violationsInAll > 0) throw new Error(describe(report));
  return `${report.operationsInAll} operations, ${report.faultsInAll} faults`;
}

/** Gives by which properties; throws where one of them isn't caught. */
async function findBugs(together: readonly Bug[], stage: Stage): Promise<string> {
  const [first] = together;
  const report = await runOn(
    stage,
    together.flatMap(({ patches }) => patches),
    {
      seed: first?.run ?? first?.name ?? '',
      scenario: scenarioOf(together),
      until: { minutes: patienceMinutes },
      untilFound: together.map(({ caughtBy }) => caughtBy),
    },
  );
  const found = new Set(report.violations.map(({ property }) => property));
  return together
    .map(({ name, caughtBy }) => {
      const caught = caughtBy.filter((property) => found.has(property));
      if (caught.length === 0)
        throw new Error(`${name} is not caught by ${caughtBy.join(', ')}\n${describe(report)}`);
      return caught.join(', ');
    })
    .join('; ');
}

/** In a room of its own, of which nothing is left, however it ends. */
async function runOn(
  { backend, template, workplace }: Stage,
  patches: Bug['patches'],
  options: Pick<RunOptions, 'seed' | 'scenario' | 'until' | 'untilFound'>,
): Promise<Report> {
  const room = workplace.room('trial');
  try {
    const { home } = new Build(backend, room, patches);
    return await new Run({ ...options, home, template, room, logFile: join(room, 'service.log') }).execute();
  } finally {
    clearAway(room);
  }
}
