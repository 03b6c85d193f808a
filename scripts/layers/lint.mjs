import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../steps/paths.mjs';
import { capture } from '../steps/run.mjs';
import { describeCycles, findImportCycles } from '../lint/import-cycles.mjs';
import { check, sum } from './checks.mjs';
import { checkCode, counted } from './code.mjs';

/** ESLint with the import rules, no import cycles, Prettier, and the tests of the rules and commands themselves. */
export async function lint({ chosen, print }) {
  return sum([
    counted([['ESLint', 'eslint']], await checkCode(chosen), print),
    importCycles(print),
    await commitSubjects(print),
    await check(
      'Prettier (npm run format mends it)',
      ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--cache', '.'],
      print,
    ),
    await scriptTests(print),
  ]);
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
  await capture(process.execPath, args, {}, (line) => lines.push(line));
  const count = (name) => Number(lines.findLast((line) => line.startsWith(`# ${name} `))?.split(' ')[2] ?? 0);
  const result = { passed: count('pass'), failed: count('fail') + count('cancelled') };
  if (result.failed > 0) print(lines.join('\n'));
  return result;
}
