import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';
import { now, pause } from '../clock.js';
import { workersOf } from './processes.js';
import { ServiceLog } from './service-log.js';

/** The built service as an operator runs it, started again whenever it ends. */
export class Service {
  starts = 0;
  private child: ChildProcess | null = null;
  private wanted = false;
  private running: Promise<void> = Promise.resolve();
  private readonly log: ServiceLog;

  /** `home` is the backend's folder, with `dist/main.js` in it. */
  constructor(
    private readonly home: string,
    readonly port: number,
    private readonly environment: () => NodeJS.ProcessEnv,
    logFile: string,
    private readonly beforeStart: () => Promise<void>,
  ) {
    this.log = new ServiceLog(logFile);
  }

  start(): void {
    this.wanted = true;
    this.running = this.keepRunning();
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Stops it as an operator updates it, and waits until another one serves in its place: whether it does in time. */
  async restart(withinMs: number): Promise<boolean> {
    const deadline = now() + withinMs;
    const { starts } = this;
    this.signal('SIGTERM');
    while (this.starts === starts) {
      if (now() > deadline) return false;
      await pause(20);
    }
    return this.ready(deadline - now());
  }

  /** Kills one of its workers, drawn by `pick`, where it has any. */
  killWorker(pick: (pids: readonly number[]) => number | undefined): void {
    const { pid } = this.child ?? {};
    const worker = pid === undefined ? undefined : pick(workersOf(pid));
    if (worker !== undefined) process.kill(worker, 'SIGKILL');
  }

  /** Stops it for good, as an operator does; it stops its database. */
  async stop(): Promise<void> {
    this.wanted = false;
    this.child?.kill('SIGCONT');
    this.child?.kill('SIGTERM');
    const patience = setTimeout(() => this.child?.kill('SIGKILL'), 20_000);
    await this.running;
    clearTimeout(patience);
    this.log.close();
  }

  /** Ends it at once and for good; its database is left to whoever clears up. */
  async kill(): Promise<void> {
    this.wanted = false;
    this.child?.kill('SIGKILL');
    await this.running;
    this.log.close();
  }

  async isReady(): Promise<boolean> {
    return new Promise((resolve) => {
      const call = get(
        { host: '127.0.0.1', port: this.port, path: '/health/ready', timeout: 2_000, agent: false },
        (response) => {
          response.resume();
          resolve(response.statusCode === 200);
        },
      );
      call.on('timeout', () => call.destroy());
      call.on('error', () => resolve(false));
    });
  }

  async ready(withinMs: number): Promise<boolean> {
    const deadline = now() + withinMs;
    while (!(await this.isReady())) {
      if (now() > deadline) return false;
      await pause(50);
    }
    return true;
  }

  private async keepRunning(): Promise<void> {
    while (this.wanted) {
      await this.beforeStart();
      if (!this.wanted) return;
      this.starts += 1;
      const child = spawn(process.execPath, [join(this.home, 'dist', 'main.js')], {
        cwd: this.home,
        env: {
          PATH: process.env['PATH'],
          PORT: String(this.port),
          DRAIN_SECONDS: '0',
          ...this.environment(),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      this.child = child;
      this.log.keep(child.stdout);
      this.log.keep(child.stderr);
      await once(child, 'exit');
      this.child = null;
    }
  }
}
