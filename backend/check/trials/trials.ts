import { bugs } from '../bugs/bugs.js';
import type { Bug } from '../bugs/bug.js';
import { describe } from '../run/report.js';
import { Run, type RunOptions } from '../run/run.js';
import { shortRun } from '../run/scenario.js';
import { Build } from '../world/build.js';
import type { Template } from '../world/template.js';
import { keptSeeds, type KeptSeed } from './kept-seeds.js';

/** One test of the product, or of the checker itself. */
export interface Trial {
  name: string;
  /** In a word what was found; throws, with all there is to know, where the trial failed. */
  execute(backend: string, template: Template): Promise<string>;
}

/** A bug that isn't found in this time won't be. */
const patienceMinutes = 3;

export const trials: readonly Trial[] = [
  ...keptSeeds.map((kept) => ({
    name: `nothing is found in ${kept.minutes} minutes, seed ${kept.seed}: ${kept.why}`,
    execute: (backend: string, template: Template) => findNothing(kept, backend, template),
  })),
  ...bugs.map((bug) => ({
    name: `${bug.name} is caught: ${bug.why}`,
    execute: (backend: string, template: Template) => findBug(bug, backend, template),
  })),
];

async function findNothing(kept: KeptSeed, backend: string, template: Template): Promise<string> {
  const report = await runOn(backend, [], { ...kept, template });
  if (report.violationsInAll > 0) throw new Error(describe(report));
  return `${report.operationsInAll} operations, ${report.faultsInAll} faults`;
}

async function findBug(bug: Bug, backend: string, template: Template): Promise<string> {
  const report = await runOn(backend, bug.patches, {
    seed: bug.name,
    scenario: { ...shortRun, ...bug.scenario },
    minutes: patienceMinutes,
    template,
    untilFound: bug.caughtBy,
  });
  const found = [...new Set(report.violations.map(({ property }) => property))];
  const caught = bug.caughtBy.filter((property) => found.includes(property));
  if (caught.length === 0) throw new Error(`not caught by ${bug.caughtBy.join(', ')}\n${describe(report)}`);
  return caught.join(', ');
}

async function runOn(backend: string, patches: Bug['patches'], options: Omit<RunOptions, 'home'>) {
  const build = new Build(backend, patches);
  try {
    return await new Run({ ...options, home: build.home }).execute();
  } finally {
    build.remove();
  }
}
