import { buildStale } from '../steps/build.mjs';
import { besideOthers, tsc } from '../steps/native.mjs';
import { StepFailed } from '../steps/run.mjs';
import { check, sum } from './checks.mjs';

// The web client's build checks the types of all it builds, templates too, and counts as done only if they are right.
const builds = [
  ['build of shared-contracts and backend', 'service'],
  ['types and templates of frontend', 'web-client'],
];
const projects = [
  ['types of shared-contracts, tests included', 'shared-contracts'],
  ['types of backend, tests included', 'backend'],
  ['types of frontend, tests included', 'frontend'],
  ['types of the tests in browsers', 'frontend/e2e'],
];

/** The compilers over everything, tests included. */
export async function types({ print }) {
  const results = [];
  for (const [name, build] of builds) results.push(await isBuilt(name, build, print));
  for (const [name, project] of projects)
    results.push(
      await check(name, [tsc, '--noEmit', '--singleThreaded', '-p', project], print, besideOthers),
    );
  return sum(results);
}

async function isBuilt(name, build, print) {
  try {
    await buildStale([build]);
    return { passed: 1, failed: 0 };
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    print(`${error.message}\n✗ ${name}`);
    return { passed: 0, failed: 1 };
  }
}
