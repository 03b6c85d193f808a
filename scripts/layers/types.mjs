import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../steps/paths.mjs';
import { check, sum } from './checks.mjs';

const tsc = 'node_modules/typescript/bin/tsc';
const ngc = 'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js';

const projects = [
  ['types of shared-contracts and backend', tsc, ['-b', 'backend']],
  ['types of the tests of shared-contracts', tsc, ['--noEmit', '-p', 'shared-contracts/tsconfig.spec.json']],
  ['types of the tests of backend', tsc, ['--noEmit', '-p', 'backend/tsconfig.spec.json']],
  ['types and templates of frontend', ngc, ['--noEmit', '-p', 'frontend/tsconfig.app.json']],
  ['types of the tests of frontend, in browsers too', tsc, ['--noEmit', '-p', 'frontend/tsconfig.lint.json']],
];

/** The compilers over everything, tests included. */
export async function types({ print }) {
  const results = [];
  for (const [name, compiler, args] of projects) {
    if (args.at(-1).endsWith('.json') && !existsSync(join(root, args.at(-1)))) {
      print(`✗ ${name}: ${args.at(-1)} is missing`);
      results.push({ passed: 0, failed: 1 });
    } else results.push(await check(name, [compiler, ...args], print));
  }
  return sum(results);
}
