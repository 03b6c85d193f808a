import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The embedded PostgreSQL of one data folder, as the operating system sees it. */
export class Postgres {
  constructor(private readonly dataDir: string) {}

  /** Its first process, and the folder and number of its socket; null while none runs. */
  running(): { pid: number; host: string; port: number } | null {
    try {
      const folder = join(this.dataDir, 'postgres', 'cluster');
      const [first, , , port, host = ''] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
      const pid = Number(first);
      if (!(pid > 0) || stateOf(pid) === null) return null;
      return { pid, host: host === '' ? '127.0.0.1' : resolve(folder, host), port: Number(port) };
    } catch {
      return null;
    }
  }

  /** To the first process: SIGKILL takes the others with it a moment later, SIGINT stops them cleanly. */
  signal(signal: NodeJS.Signals): void {
    const running = this.running();
    if (running) send(running.pid, signal);
  }

  /** To all of its processes. */
  signalAll(signal: NodeJS.Signals): void {
    const running = this.running();
    if (!running) return;
    for (const pid of [running.pid, ...childrenOf(running.pid)]) send(pid, signal);
  }

  /** As a superuser; null while none runs. */
  url(): string | null {
    const running = this.running();
    if (!running) return null;
    const access = JSON.parse(readFileSync(join(this.dataDir, 'postgres', 'access.json'), 'utf8')) as {
      superuserPassword: string;
    };
    return `postgres://postgres:${access.superuserPassword}@${encodeURIComponent(running.host)}:${running.port}/litspark`;
  }

  processes(): number[] {
    const running = this.running();
    return running ? [running.pid, ...childrenOf(running.pid)] : [];
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It was gone already.
  }
}

/** The state letter and parent of a PostgreSQL process; null for another program's, or one that is dead. */
function stateOf(pid: number): { parent: number } | null {
  try {
    const [, name, state, parent] =
      /\((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name === 'postgres' && state !== 'Z' ? { parent: Number(parent) } : null;
  } catch {
    return null;
  }
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => stateOf(pid)?.parent === parent);
