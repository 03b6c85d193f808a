import { buildStale } from '../steps/build.mjs';
import { onceEach } from '../steps/once.mjs';
import { capture, StepFailed } from '../steps/run.mjs';
import { sum } from './checks.mjs';

const once = onceEach();
const halves = ['types', 'lint'];

/**
 * The compiler over all tests and what they test, and ESLint: in one process, once for the layers `types` and `lint`.
 * @param {readonly string[]} chosen the layers that are run
 * @returns {Promise<Map<string, string>>} what was found, by check; empty where nothing was; a check that broke off is missing
 */
export function checkCode(chosen) {
  return once('code', async () => {
    // The backend reads the contracts as they are built. What is wrong with them comes up in the checks.
    await buildStale(['service']).catch((error) => {
      if (!(error instanceof StepFailed)) throw error;
    });
    const asked = halves.filter((half) => chosen.includes(half));
    const found = new Map();
    const lines = [];
    // Types are many small objects: with more room for new ones a fifth less of the time goes into collecting them.
    const args = ['--max-semi-space-size=64', 'scripts/lint/check-code.mjs', ...asked];
    const { code } = await capture(process.execPath, args, {}, (line, raw) => {
      if (!line.startsWith('{"check"')) return lines.push(raw);
      const { check, output } = JSON.parse(raw);
      found.set(check, output.trimEnd());
    });
    if (code !== 0) found.set('broke off', lines.join('\n') || `exit code ${code}`);
    return found;
  });
}

/** Prints what was found by `checks`, pairs of a name for readers and the check, and counts. */
export function counted(checks, found, print) {
  return sum(
    checks.map(([name, check]) => {
      const output = found.get(check) ?? found.get('broke off') ?? 'it said nothing';
      if (output !== '') print(`${output}\n✗ ${name}`);
      return output === '' ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    }),
  );
}
