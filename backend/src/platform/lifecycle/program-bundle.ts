import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the build leaves in a folder when it compiles that anew. */
const buildInfo = '.tsbuildinfo';

/** The program as the build bundled it, if it did and none of the files was compiled since; `main` is the URL of `main.js` or of a file beside it. */
export function findBundle<Program>(main: string): Program | null {
  const folder = join(dirname(fileURLToPath(main)), 'node_modules');
  const bundle = join(folder, 'program.cjs');
  try {
    if (!existsSync(bundle)) return null;
    const [madeFrom] = readFileSync(join(folder, 'program.made-from'), 'utf8').split('\n');
    if (madeFrom !== programPrint(main)) return null;
  } catch {
    return null;
  }
  return createRequire(main)(bundle) as Program;
}

/** A hash of what a bundle is made from: our files, the contracts' and the bundle of the libraries. Throws where one is missing. */
export function programPrint(main: string): string {
  const folder = dirname(fileURLToPath(main));
  const contracts = dirname(createRequire(main).resolve('@litspark/shared-contracts'));
  const hash = createHash('sha1');
  for (const path of [
    join(folder, buildInfo),
    join(contracts, buildInfo),
    join(folder, 'node_modules', 'libraries.made-from'),
  ])
    hash.update(readFileSync(path));
  return hash.digest('hex');
}
