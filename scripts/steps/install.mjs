import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './paths.mjs';
import { step } from './run.mjs';

const readPackages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/**
 * Tells what `package-lock.json` names and `node_modules` lacks, by the list npm itself leaves there when an
 * installation is complete: so one made by hand counts, and a broken-off one does not.
 * @returns {string[]} lock file paths such as `node_modules/zod`
 */
export function missingPackages(folder = root) {
  const present = join(folder, 'node_modules', '.package-lock.json');
  const installed = existsSync(present) ? readPackages(present) : {};
  return Object.entries(readPackages(join(folder, 'package-lock.json')))
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.optional)
    .filter(([path, entry]) => installed[path]?.version !== entry.version && !entry.link)
    .map(([path]) => path);
}

/** Installs the packages that the lock file names, if any is missing; what is there and right is kept. */
export async function installPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  let fetched = 0;
  await step(
    `Installing ${missing.length} packages`,
    npm,
    ['install', '--no-audit', '--no-fund', '--no-save', '--include=dev', '--loglevel=http'],
    { news: (line) => (/ fetch GET /.test(line) ? `${(fetched += 1)} fetched` : undefined) },
  );
}
