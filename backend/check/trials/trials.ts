import { join } from 'node:path';
import { bugs } from '../bugs/bugs.js';
import type { Bug } from '../bugs/bug.js';
import { describe, type Report } from '../run/report.js';
import { Run, type RunOptions } from '../run/run.js';
import { shortRun } from '../run/scenario.js';
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
  ...bugs.map((bug) => ({
    name: `${bug.name} is caught: ${bug.why}`,
    execute: (stage: Stage) => findBug(bug, stage),
  })),
];

async function findNothing(kept: KeptSeed, stage: Stage): Promise<string> {
  const report = await runOn(stage, [], { ...kept, until: kept });
  if (report.violationsInAll > 0) throw new Error(describe(report));
  return `${report.operationsInAll} operations, ${report.faultsInAll} faults`;
}

async function findBug(bug: Bug, stage: Stage): Promise<string> {
  const report = await runOn(stage, bug.patches, {
    seed: bug.name,
    scenario: { ...shortRun, ...bug.scenario },
    until: { minutes: patienceMinutes },
    untilFound: bug.caughtBy,
  });
  const found = [...new Set(report.violations.map(({ property }) => property))];
  const caught = bug.caughtBy.filter((property) => found.includes(property));
  if (caught.length === 0) throw new Error(`not caught by ${bug.caughtBy.join(', ')}\n${describe(report)}`);
  return caught.join(', ');
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
