import { createReadStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { StartError } from '../../config/start-error.js';
import { sha256Of, writeHashed } from './hashed-files.js';
import type { Manifest } from './manifest.js';
import type { Move } from './moves.js';

/** In a backup. */
const filesFolder = 'data';
/** What the embedded database and unfinished commands have in `DATA_DIR`. */
const isDatabase = (name: string): boolean => /^(postgres(-new-.*)?|restoring-.*)$/.test(name);

/** Copies what lies in `dataDir` beside the embedded database: generated secrets, files. */
export async function copyDataFiles(dataDir: string, backup: string): Promise<Manifest['files']> {
  const copied: Manifest['files'] = [];
  for (const path of listFiles(dataDir)) {
    const file = join(filesFolder, path);
    mkdirSync(dirname(join(backup, file)), { recursive: true, mode: 0o700 });
    const sha256 = await writeHashed(createReadStream(join(dataDir, path)), join(backup, file));
    const { mode } = statSync(join(dataDir, path));
    copied.push({ path: slashed(path), file: slashed(file), sha256, mode: mode & 0o777 });
  }
  return copied;
}

/** Copies them out of a backup into `beside`, and tells where they belong; one that is there already stays as it is. */
export async function stageDataFiles(
  { files }: Manifest,
  backup: string,
  { beside, dataDir }: { beside: string; dataDir: string },
  say: (line: string) => void,
): Promise<Move[]> {
  const moves: Move[] = [];
  for (const { path, file, sha256, mode } of files) {
    const to = resolve(dataDir, path);
    if (!to.startsWith(resolve(dataDir) + sep)) throw new StartError(`${path} is no path in DATA_DIR.`);
    if (existsSync(to)) {
      if ((await sha256Of(to)) !== sha256)
        say(`${to} is there already and stays as it is; the backup's is ${join(backup, file)}`);
      continue;
    }
    const from = resolve(beside, path);
    mkdirSync(dirname(from), { recursive: true });
    await writeHashed(createReadStream(join(backup, file)), from, mode);
    moves.push({ from, to });
  }
  return moves;
}

function listFiles(dataDir: string): string[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir, { withFileTypes: true })
    .filter(({ name }) => !isDatabase(name))
    .flatMap((entry) => {
      if (entry.isFile()) return [entry.name];
      if (!entry.isDirectory()) return [];
      const below = readdirSync(join(dataDir, entry.name), { withFileTypes: true, recursive: true });
      return below
        .filter((one) => one.isFile())
        .map((one) => relative(dataDir, join(one.parentPath, one.name)));
    });
}

const slashed = (path: string): string => path.replaceAll(sep, '/');
