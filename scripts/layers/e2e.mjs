import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../steps/paths.mjs';
import { belowRoot } from './below-root.mjs';
import { runShown } from './shown.mjs';

/** The browser tests: Playwright against the built product. */
export async function e2e({ env, patterns, print }) {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-e2e-'));
  const report = join(folder, 'report.json');
  const args = [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--reporter=list,json',
    ...belowRoot(patterns),
  ];
  const code = await runShown(args, {
    cwd: join(root, 'frontend', 'e2e'),
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    print,
  });
  try {
    const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = stats.unexpected + stats.flaky + errors.length;
    return { passed: stats.expected, failed: failed === 0 && code !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1, note: `no report was written (exit code ${code})` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
