import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { join, resolve } from 'node:path';
import { isError } from '../../errors/is-error.js';

export interface RunningServer {
  pid: number;
  /** Where it takes connections: the folder of its Unix socket, or 127.0.0.1. Together with the port. */
  host: string;
  port: number;
  /** Whether it takes connections already. */
  ready: boolean;
}

/** What `postmaster.pid` says of the server that serves this very data folder; null if none does. */
export function runningServer(dataFolder: string): RunningServer | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const [pid, folder = '', , port, socketFolder = '', , , status = ''] = lines;
  if (!serves(Number(pid), folder, dataFolder)) return null;
  // The server stands in its data folder.
  const host = socketFolder === '' ? '127.0.0.1' : resolve(dataFolder, socketFolder);
  return { pid: Number(pid), host, port: Number(port), ready: status.trim() === 'ready' };
}

/**
 * PostgreSQL takes any living process that a lock file names for its other self, and would refuse to start: the file goes
 * aside where that process is another program, or serves another folder that this one is a copy of. It stays as long as any
 * process of the server that wrote it lives: by it alone a second server knows that they still write into the folder.
 */
export function setAsideStaleLock(path: string, dataFolder: string): void {
  try {
    const [pid, folder = ''] = readFileSync(path, 'utf8').split('\n');
    process.kill(Number(pid), 0);
    if (serves(Number(pid), folder, dataFolder) || hasProcesses(dataFolder)) return;
    renameSync(path, `${path}.stale`);
  } catch {
    // No file, or no such process: PostgreSQL knows that by itself.
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

/** Whether the process is a PostgreSQL and stands in this folder; `recordedFolder` is its folder as it recorded it at its start. */
function serves(pid: number, recordedFolder: string, dataFolder: string): boolean {
  if (!(pid > 0) || !isPostgres(pid)) return false;
  const folder = platform() === 'linux' ? `/proc/${pid}/cwd` : recordedFolder;
  try {
    const [theirs, ours] = [statSync(folder), statSync(dataFolder)];
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch {
    // Where that can't be found out, a second server on the same folder would be worse than none.
    return true;
  }
}

/** Whether any process of a PostgreSQL stands in this folder: some outlive their first process for a moment. */
function hasProcesses(dataFolder: string): boolean {
  if (platform() !== 'linux') return false;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && standsIn(Number(name), dataFolder));
}

function standsIn(pid: number, dataFolder: string): boolean {
  try {
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(dataFolder)];
    return theirs.dev === ours.dev && theirs.ino === ours.ino && isPostgres(pid);
  } catch {
    return false;
  }
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
