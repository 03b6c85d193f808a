import { capture } from '../steps/run.mjs';

/**
 * Runs a test runner and prints what it says as it comes.
 * @param {(line: string) => void} print
 * @returns {Promise<number | null>} the exit code
 */
export async function runShown(args, { cwd, env, print }) {
  const { code, error } = await capture(process.execPath, args, { cwd, env }, (_line, raw) => print(raw));
  if (error) throw error;
  return code;
}
