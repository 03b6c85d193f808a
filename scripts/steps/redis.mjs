import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.mjs';
import { say } from './say.mjs';

const onPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find(existsSync);

/** The path of a redis-server for the tests with several nodes, installed if need be; null if there is none. */
export async function findRedisServer() {
  const given = process.env.REDIS_SERVER_PATH;
  if (given && existsSync(given)) return found(given, 'REDIS_SERVER_PATH');
  const system = onPath();
  if (system) return found(system, 'the system’s');
  if (await aptInstall('redis-server')) return found(onPath() ?? null, 'installed with apt-get');
  return found(
    null,
    'none: tests with several nodes will fail; install redis-server or set REDIS_SERVER_PATH',
  );
}

function found(path, how) {
  say(`Redis server: ${path ? `${path} (${how})` : how}`);
  return path;
}
