import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import type { Logger } from 'pino';
import { StartError } from '../config/start-error.js';
import { Hub } from './hub.js';
import { isOurs, type FromWorker, type ToWorker } from './messages.js';
import { workerVariable } from '../config/worker-number.js';

const program = fileURLToPath(new URL('../../main.js', import.meta.url));
/** A worker that ends sooner is started again later each time, up to `longestWaitMs`. */
const steadyMs = 10_000;
const longestWaitMs = 30_000;

interface Slot {
  worker: Worker | null;
  hasServed: boolean;
  startedAt: number;
  /** How often in a row it ended soon. */
  falls: number;
}

/**
 * The workers of a service: as many processes on one port, which `node:cluster` hands its connections in turn. One that
 * ends is replaced; all end with the process that started them.
 */
export class WorkerProcesses {
  private readonly hub = new Hub();
  private readonly slots = new Map<number, Slot>();
  private readonly allGone: (() => void)[] = [];
  private stopping = false;
  private badEnd = false;

  constructor(
    private readonly count: number,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly logger: Logger,
  ) {
    const execArgv = process.execArgv.filter((option) => option !== '--enable-source-maps');
    if (process.sourceMapsEnabled || execArgv.length < process.execArgv.length)
      execArgv.push('--enable-source-maps');
    cluster.setupPrimary({ exec: program, args: [], execArgv });
    // Where there is no Redis, the limits' counts of all workers are kept here.
    new RateLimiterClusterMaster();
  }

  /** Starts the first worker, and when it serves all others: what is made once at a first start is made once. Returns what the first one says; throws `StartError` where one can't start. */
  async start(): Promise<string[]> {
    const lines = await this.begin(1);
    const others = Array.from({ length: this.count - 1 }, (_, index) => this.begin(index + 2));
    await Promise.all(others);
    return lines;
  }

  /** Passes a signal on; from now on nothing is replaced. */
  signal(signal: NodeJS.Signals): void {
    this.stopping = true;
    for (const { worker } of this.slots.values()) worker?.process.kill(signal);
  }

  /** Resolves when the last one has ended: whether all ended well. */
  async ended(): Promise<boolean> {
    if (this.isAnyAlive()) await new Promise<void>((resolve) => this.allGone.push(resolve));
    return !this.badEnd;
  }

  /** Resolves with what the worker says when it serves. */
  private begin(number: number): Promise<string[]> {
    const slot = this.slots.get(number) ?? { worker: null, hasServed: false, startedAt: 0, falls: 0 };
    this.slots.set(number, slot);
    const worker = cluster.fork({ ...this.environment, [workerVariable]: String(number) });
    slot.worker = worker;
    slot.startedAt = performance.now();
    // A worker that is about to end may not take it any more.
    worker.on('error', () => undefined);
    this.hub.add(number, {
      send: (message: ToWorker, sent) => {
        if (worker.isConnected()) worker.send(message, sent);
        else sent();
      },
    });
    return new Promise((resolve, reject) => {
      let reason: string | null = null;
      worker.on('message', (message: unknown) => {
        this.hub.receive(number, message);
        if (!isOurs(message)) return;
        const said = message as FromWorker;
        if (said.kind === 'ready') {
          slot.hasServed = true;
          resolve(said.lines);
        }
        if (said.kind === 'failed') ({ reason } = said);
      });
      worker.once('exit', (code: number | null, signal: string | null) => {
        slot.worker = null;
        this.hub.remove(number);
        reject(new StartError(reason ?? `Worker ${number} ended before it served (${signal ?? code}).`));
        this.gone(number, slot, code === 0 ? null : String(signal ?? code));
      });
    });
  }

  /** `fault`: how it ended, null where that was well. */
  private gone(number: number, slot: Slot, fault: string | null): void {
    if (this.stopping) {
      // One that had not served yet is ended by the signal itself.
      this.badEnd ||= fault !== null && fault !== 'SIGTERM' && fault !== 'SIGINT';
      if (!this.isAnyAlive()) this.allGone.forEach((resolve) => resolve());
      return;
    }
    // The start fails with it.
    if (!slot.hasServed) return;
    slot.falls = performance.now() - slot.startedAt < steadyMs ? slot.falls + 1 : 0;
    const waitMs = slot.falls === 0 ? 0 : Math.min(250 * 2 ** slot.falls, longestWaitMs);
    this.logger.warn({ worker: number, fault, waitMs }, 'a worker ended, and another one takes its place');
    setTimeout(() => {
      if (!this.stopping) this.begin(number).catch(() => undefined);
    }, waitMs);
  }

  private isAnyAlive(): boolean {
    return [...this.slots.values()].some(({ worker }) => worker !== null);
  }
}
