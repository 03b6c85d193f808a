import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds in a tick of the kernel's clock, as /proc counts. */
const tickMs = 10;

interface Process {
  parent: number;
  ms: number;
}

/** Of these processes and their children, those that ended too, in milliseconds so far. NaN where the system doesn't say (it needs /proc). */
export function processorMs(pids: readonly number[]): number {
  try {
    const all = new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => {
          const found = processOf(name);
          return found ? [[Number(name), found] as const] : [];
        }),
    );
    return [...all]
      .filter(([pid, { parent }]) => pids.includes(pid) || pids.includes(parent))
      .reduce((sum, [, { ms }]) => sum + ms, 0);
  } catch {
    return NaN;
  }
}

/** Null where it ended meanwhile. */
function processOf(pid: string): Process | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // What follows the name, which may hold spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    // In user mode and in the kernel: its own, and that of children that ended.
    const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0);
    return { parent: fields[1] ?? 0, ms: ticks * tickMs };
  } catch {
    return null;
  }
}
