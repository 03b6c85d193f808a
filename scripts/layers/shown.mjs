import { spawn } from 'node:child_process';

/**
 * Runs a test runner whose own messages (standard error) are shown as they come; its JSON on standard output is not.
 * @returns {Promise<number | null>} the exit code
 */
export function runShown(file, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
    const stop = () => child.kill('SIGTERM');
    process.once('exit', stop);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', stop);
      resolve(code);
    });
  });
}
