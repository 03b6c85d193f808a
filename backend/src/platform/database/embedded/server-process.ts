import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { programEnvironment } from '../../config/program-environment.js';
import type { Account } from './account.js';
import type { Cluster } from './cluster.js';
import { nameForServer } from './server-name.js';
import { isError } from '../../errors/is-error.js';

export interface RunningServer {
  pid: number;
  port: number;
}

/** What `postmaster.pid` says of the server that holds the data folder; null if none does. */
export function runningServer(dataFolder: string): RunningServer | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && isPostgres(pid) ? { pid, port } : null;
}

/** Starts the server and leaves it alone: it is ready when it takes connections, and outlives this process. */
export function startServer(
  postgres: string,
  cluster: Cluster,
  account: Account | null,
  port: number,
  settings: Readonly<Record<string, string>>,
): void {
  setAsideStalePidFile(cluster.dataFolder);
  const effective = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    ...settings,
  };
  const options = Object.entries(effective).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
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
    // A program that can't be run is told by no connection coming about.
    child.on('error', () => undefined);
    child.unref();
  } finally {
    closeSync(log);
  }
}

/** Asks the server to stop: open transactions are rolled back, what is committed is safe. Resolves when it is gone. */
export async function stopServer(server: RunningServer): Promise<void> {
  try {
    process.kill(server.pid, 'SIGINT');
  } catch {
    return;
  }
  while (isPostgres(server.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another.
    return isError(error) && 'code' in error && error.code === 'EPERM';
  }
  if (platform() !== 'linux') return true;
  try {
    // After a restart of the machine or a container, the number may be another program's. Z is dead but not buried.
    const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name === 'postgres' && state !== 'Z';
  } catch {
    return false;
  }
}

/** PostgreSQL takes any living process of that number for its other self, and would refuse to start. */
function setAsideStalePidFile(dataFolder: string): void {
  const path = join(dataFolder, 'postmaster.pid');
  try {
    const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    if (!isPostgres(pid)) renameSync(path, `${path}.stale`);
  } catch {
    // No file, or no such process: PostgreSQL knows that by itself.
  }
}

function isLarge(path: string): boolean {
  try {
    return statSync(path).size > 10 * 1024 * 1024;
  } catch {
    return false;
  }
}
