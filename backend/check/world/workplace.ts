import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcessesIn, isAlive } from './processes.js';

const prefix = 'litspark-check-';

/**
 * The one folder in which a checker makes everything and starts everything, named after its process. It is cleared when
 * the process exits, in whatever way; what a killed one left is cleared by the next.
 */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));

  constructor() {
    clearAwayLeftovers();
    process.once('exit', () => this.clear());
  }

  /** A folder for one part of the work, which `clearAway` ends by itself. */
  room(name: string): string {
    return mkdtempSync(join(this.folder, `${name}-`));
  }

  clear(): void {
    clearAway(this.folder);
  }
}

/** Ends what runs in `folder`, unmounts what is mounted there, and removes it. */
export function clearAway(folder: string): void {
  endProcessesIn(folder);
  for (const mounted of mountedIn(folder)) spawnSync('umount', ['-l', mounted]);
  rmSync(folder, { recursive: true, force: true });
}

/** What checkers left that were killed. */
function clearAwayLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) clearAway(join(tmpdir(), name));
  }
}

function mountedIn(folder: string): string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((cwd) => cwd.startsWith(`${folder}/`));
}
