import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { programEnvironment } from '../../config/program-environment.js';
import type { Account } from './account.js';
import type { Cluster } from './cluster.js';
import { type Listening, socketLock } from './listening.js';
import { setAsideStaleLock } from './running-server.js';
import { nameForServer } from './server-name.js';

/** Starts the server and leaves it alone: it is ready when it takes connections, and outlives this process. */
export function startServer(
  postgres: string,
  cluster: Cluster,
  account: Account | null,
  listening: Listening,
  settings: Readonly<Record<string, string>>,
): void {
  setAsideStaleLock(join(cluster.dataFolder, 'postmaster.pid'), cluster.dataFolder);
  setAsideStaleLock(socketLock(cluster), cluster.dataFolder);
  const options = Object.entries({ ...listening, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = openSync(cluster.logFile, isLarge(cluster.logFile) ? 'w' : 'a', 0o600);
  try {
    const child = spawn(postgres, ['-D', nameForServer(cluster.dataFolder, account), ...options], {
      cwd: cluster.dataFolder,
      env: programEnvironment(),
      stdio: ['ignore', log, log],
      // Its own process group: Ctrl-C in the terminal is ours to answer, and the database stops last.
      detached: true,
      ...account,
    });
    // A program that can't be run shows by no connection coming about.
    child.on('error', () => undefined);
    child.unref();
  } finally {
    closeSync(log);
  }
}

function isLarge(path: string): boolean {
  try {
    return statSync(path).size > 10 * 1024 * 1024;
  } catch {
    return false;
  }
}
