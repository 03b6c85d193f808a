import { buildStale } from '../steps/build.mjs';
import { StepFailed } from '../steps/run.mjs';
import { sum } from './checks.mjs';
import { checkCode, counted } from './code.mjs';

// The web client's build checks the types of all it builds, templates too, and counts as done only if they are right.
const builds = [
  ['build of shared-contracts and backend', 'service'],
  ['types and templates of frontend', 'web-client'],
];
const projects = [
  ['types of shared-contracts, tests included', 'shared-contracts/tsconfig.spec.json'],
  ['types of backend, tests included', 'backend/tsconfig.spec.json'],
  ['types of the tests of frontend, in browsers too', 'frontend/tsconfig.lint.json'],
];

/** The compilers over everything, tests included. */
export async function types({ chosen, print }) {
  const results = [];
  for (const [name, build] of builds) results.push(await isBuilt(name, build, print));
  return sum([...results, counted(projects, await checkCode(chosen), print)]);
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
