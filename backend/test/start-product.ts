import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onceForAll } from './once-for-all.js';

const backend = fileURLToPath(new URL('..', import.meta.url));

/** Bundles the libraries of what was built, once for all test files. */
export function buildProduct(): Promise<void> {
  const bundle = ['../scripts/steps/bundle-service.mjs'];
  return onceForAll('bundled', () => {
    execFileSync(process.execPath, bundle, { cwd: backend, stdio: 'pipe' });
  });
}

/** The product as an operator starts it, in a process of its own. */
export class Product {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;

  /** `account` is who runs it, where that isn't ourselves; `through` a program, with its arguments, that runs it for us. */
  constructor(
    environment: NodeJS.ProcessEnv,
    account?: { uid: number; gid: number },
    through?: readonly [string, ...string[]],
  ) {
    const [program, ...args]: [string, ...string[]] = through
      ? [...through, process.execPath, 'dist/main.js']
      : [process.execPath, 'dist/main.js'];
    this.child = spawn(program, args, {
      cwd: backend,
      env: { PATH: process.env.PATH, PORT: '0', NODE_ENV: 'test', DRAIN_SECONDS: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...account,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        this.child.emit('said');
      });
    }
    this.exited = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** Its address, once it is ready. Throws with its output if it ends before. */
  ready(): Promise<{ url: string }> {
    return this.said(/is ready: (http:\S+)/).then(([, url = '']) => ({
      url: url.replace('localhost', '127.0.0.1'),
    }));
  }

  async said(pattern: RegExp): Promise<RegExpExecArray> {
    let ended = false;
    const end = this.exited.then(() => (ended = true));
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found;
      if (ended) throw new Error(`it ended without saying ${pattern}:\n${this.output}`);
      await Promise.race([once(this.child, 'said'), end]);
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
