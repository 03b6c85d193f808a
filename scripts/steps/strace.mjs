import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.mjs';
import { say } from './say.mjs';

const onPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'strace'))
    .find(existsSync);

/** The path of strace, for the proof of what a power loss leaves, installed if need be; null if there is none. */
export async function findStrace() {
  const given = process.env.STRACE_PATH;
  if (given && existsSync(given)) return found(given, 'STRACE_PATH');
  const system = onPath();
  if (system) return found(system, 'the system’s');
  if (await aptInstall('strace')) return found(onPath() ?? null, 'installed with apt-get');
  return found(
    null,
    'none: the proof of what a power loss leaves will fail; install strace or set STRACE_PATH',
  );
}

function found(path, how) {
  say(`strace: ${path ? `${path} (${how})` : how}`);
  return path;
}
