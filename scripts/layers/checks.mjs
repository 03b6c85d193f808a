import { capture } from '../steps/run.mjs';

/**
 * Runs one check, a program that fails with a non-zero exit code; its output is shown when it does.
 * @param {(line: string) => void} print
 * @returns {Promise<{ passed: number, failed: number }>} counted as one
 */
export async function check(name, args, print, env = process.env) {
  const lines = [];
  const { code } = await capture(process.execPath, args, { env }, (_line, raw) => lines.push(raw));
  if (code !== 0) print(`${lines.join('\n')}\n✗ ${name}`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

export const sum = (results) =>
  results.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });
