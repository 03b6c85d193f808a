import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Runner, RunnerOptions, Worker, WorkerPool } from 'graphile-worker';

/** How long it is waited until it is noted what became of the last jobs. */
const notingMs = 5_000;

const ignore = (): void => undefined;

/** One worker of the library: from its start, which throws where the database is away, until none of its jobs runs any more. */
export class RunningWorker {
  private constructor(
    private readonly runner: Runner,
    private readonly pool: WorkerPool,
    private readonly slots: readonly Worker[],
    /** Resolves once it takes no more jobs, or could not look for one. */
    readonly gaveUp: Promise<void>,
  ) {}

  static async start(options: RunnerOptions): Promise<RunningWorker> {
    const { run } = await import('graphile-worker');
    const events = new EventEmitter();
    const pools: WorkerPool[] = [];
    const slots: Worker[] = [];
    events.on('pool:create', ({ workerPool }: { workerPool: WorkerPool }) => pools.push(workerPool));
    events.on('worker:create', ({ worker }: { worker: Worker }) => slots.push(worker));
    const gaveUp = new Promise<void>((resolve) => {
      events.on('pool:gracefulShutdown', () => resolve());
      events.on('stop', () => resolve());
      // What failed to be read at its start is kept by the library as failed, so that it would fail for ever.
      events.on('worker:getJob:error', () => resolve());
    });
    const runner = await run({ ...options, events });
    runner.promise.catch(ignore);
    const [pool] = pools;
    if (!pool) throw new Error('the library began no worker');
    return new RunningWorker(runner, pool, slots, gaveUp);
  }

  get id(): string {
    return this.pool.id;
  }

  /** Takes no more jobs and waits for those that run, until `late` resolves: then they are given up, to be run by another. */
  async end(late: Promise<unknown>): Promise<void> {
    // It may have ended by itself.
    this.runner.stop().catch(ignore);
    const over = Promise.allSettled(this.slots.map((slot) => slot.promise));
    const isOver = await Promise.race([over.then(() => true), late.then(() => false)]);
    if (!isOver) Promise.resolve(this.pool.forcefulShutdown('the node stopped')).catch(ignore);
    // Without a bound it would never end where the library failed twice to note what became of jobs.
    await Promise.race([this.pool.promise.catch(ignore), delay(notingMs, undefined, { ref: false })]);
  }
}
