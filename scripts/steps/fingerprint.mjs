import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root, stamps } from './paths.mjs';

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** A hash of the names and contents of all files under `paths` (relative to the root) that `counts` keeps. */
export function fingerprint(paths, counts = () => true) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const path of paths)
    for (const file of filesUnder(join(root, path))) {
      const name = relative(root, file).replaceAll('\\', '/');
      if (counts(name)) hash.update(`\n${name}\n`).update(readFileSync(file));
    }
  return hash.digest('hex');
}

const stampOf = (name) => join(stamps, `${name}.stamp`);

/** Whether the build `name` was last finished from sources with this fingerprint. */
export const isStamped = (name, print) =>
  existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === print;

export function writeStamp(name, print) {
  mkdirSync(dirname(stampOf(name)), { recursive: true });
  writeFileSync(stampOf(name), print);
}

export const dropStamp = (name) => rmSync(stampOf(name), { force: true });
