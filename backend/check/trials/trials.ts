import { join } from 'node:path';
import { bugRuns, patchesOf, scenarioOf } from '../bugs/bug-runs.js';
import type { Bug, Patch } from '../bugs/bug.js';
import { describe, type Report } from '../run/report.js';
import { Run, type RunOptions } from '../run/run.js';
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
  ...bugRuns.map((together) => ({
    name: together.map(({ name, why }) => `${name} is caught: ${why}`).join('; '),
    tests: together.length,
    execute: (stage: Stage) => findBugs(together, stage),
  })),
];

async function findNothing(kept: KeptSeed, stage: Stage): Promise<string> {
  const report = await runOn(stage, [], { ...kept, until: kept });
  if (report.violationsInAll > 0) throw new Error(describe(report));
  return `${report.operationsInAll} operations, ${report.faultsInAll} faults`;
}

/** Gives by which properties; throws where one of them isn't caught. */
async function findBugs(together: readonly Bug[], stage: Stage): Promise<string> {
  const [first] = together;
  const report = await runOn(stage, patchesOf(together), {
    seed: first?.run ?? first?.name ?? '',
    scenario: scenarioOf(together),
    until: { minutes: patienceMinutes },
    untilFound: together.map(({ caughtBy }) => caughtBy),
  });
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
  patches: readonly Patch[],
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
