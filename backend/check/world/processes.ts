import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The first of a service's children that ignores what it is asked gets no longer than this. */
const patienceMs = 5_000;

/** Processes that stand in `folder` or were started with a path in it, this one left out. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && belongsTo(pid, folder));
}

/**
 * Ends all of them and waits until they are gone, without a turn of the event loop: an exiting process can call it.
 * PostgreSQL is asked to drop everything, so that it gives its shared memory back; all else is killed.
 */
export function endProcessesIn(folder: string): void {
  const began = Date.now();
  for (let left = processesIn(folder); left.length > 0; left = processesIn(folder)) {
    const isPatient = Date.now() - began < patienceMs;
    for (const pid of left) {
      send(pid, isPatient && nameOf(pid) === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
      // A frozen process takes the signal once it goes on.
      send(pid, 'SIGCONT');
    }
    if (Date.now() - began > 2 * patienceMs) return;
    sleep(20);
  }
}

/** Whether a process of this number runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The workers that a service has started. */
export function workersOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    // The embedded database is one of them, too.
    return children.map(Number).filter((child) => child > 0 && nameOf(child) === 'node');
  } catch {
    return [];
  }
}

function belongsTo(pid: number, folder: string): boolean {
  try {
    const cwd = readlinkSync(`/proc/${pid}/cwd`);
    if (cwd === folder || cwd.startsWith(`${folder}/`)) return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/`);
  } catch {
    // It ended, or belongs to another user.
    return false;
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It was gone already.
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
