import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../steps/paths.mjs';
import { belowRoot } from './below-root.mjs';
import { runShown } from './shown.mjs';

/**
 * Jest in one workspace.
 * @param {string} workspace its folder
 * @param {{ esm: boolean, env: NodeJS.ProcessEnv, patterns: string[], print(line: string): void }} how
 */
export async function jest(workspace, { esm, env, patterns, print }) {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-report-'));
  const report = join(folder, 'report.json');
  const flags = esm ? ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'] : [];
  // Each test file loads its modules anew: more room for young objects saves a twentieth of the processor time.
  const args = [
    '--max-semi-space-size=64',
    ...flags,
    join(root, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${report}`,
  ];
  const code = await runShown([...args, ...belowRoot(patterns)], { cwd: join(root, workspace), env, print });
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1, note: `no report was written (exit code ${code})` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
