import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildStale } from '../steps/build.mjs';
import { findDeploymentTools } from '../steps/deployment-tools.mjs';
import { besideOthers } from '../steps/native.mjs';
import { root } from '../steps/paths.mjs';
import { capture, StepFailed } from '../steps/run.mjs';
import { describeCycles, findImportCycles } from '../lint/import-cycles.mjs';
import { check, sum } from './checks.mjs';

/** The rules for code and for templates, no import cycles, the format, the tests of the rules and commands themselves, and `docker/`. */
export async function lint({ print }) {
  await buildContracts();
  return sum([
    await check('oxlint', ['node_modules/oxlint/bin/oxlint'], print, besideOthers),
    await check(
      'ESLint (templates)',
      ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', 'frontend/src'],
      print,
    ),
    importCycles(print),
    await commitSubjects(print),
    await check(
      'oxfmt (npm run format mends it)',
      ['node_modules/oxfmt/bin/oxfmt', '--check', '.'],
      print,
      besideOthers,
    ),
    await check(
      'Prettier (npm run format mends it)',
      ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--cache', '**/*.html'],
      print,
    ),
    await scriptTests(print),
  ]);
}

/** The backend reads the contracts as they are built. What is wrong with them comes up in the layer `types`. */
async function buildContracts() {
  await buildStale(['service']).catch((error) => {
    if (!(error instanceof StepFailed)) throw error;
  });
}

function importCycles(print) {
  const cycles = findImportCycles(root);
  if (cycles.length > 0) print(`${describeCycles(cycles)}✗ No import cycles`);
  return cycles.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Where the range of commits is known. */
function commitSubjects(print) {
  if (!process.env.COMMIT_RANGE) return { passed: 0, failed: 0 };
  return check('Conventional Commits', ['scripts/lint/commit-subjects.mjs'], print);
}

async function scriptTests(print) {
  const files = readdirSync(join(root, 'scripts', 'test')).filter((name) => name.endsWith('.test.mjs'));
  const args = ['--test', '--test-reporter=tap', ...files.map((name) => `scripts/test/${name}`)];
  const lines = [];
  const env = { ...process.env, ...(await findDeploymentTools()) };
  await capture(process.execPath, args, { env }, (line) => lines.push(line));
  const count = (name) => Number(lines.findLast((line) => line.startsWith(`# ${name} `))?.split(' ')[2] ?? 0);
  const result = { passed: count('pass'), failed: count('fail') + count('cancelled') };
  if (result.failed > 0) print(lines.join('\n'));
  return result;
}
