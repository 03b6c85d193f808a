import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Task, TaskList } from 'graphile-worker';
import { Pool } from 'pg';
import { Configuration } from '../config/configuration.js';
import { connectionLimits } from '../database/data-source-options.js';
import { JobClient } from './job-client.js';
import { JobMetrics } from './job-metrics.js';
import { type HandledJob, Jobs } from './jobs.js';
import { RunningWorker } from './running-worker.js';
import { keepAlive } from './worker-liveness.js';
import { WorkersRepository } from './workers.repository.js';

/** Jobs that a node runs at once. */
const atOnce = 4;
/** One connection listens, the other takes jobs and notes what became of them. */
const connections = 2;
/** How long a job that runs is waited for when the node stops; then it is given up, to be run by another. */
const stopPatienceMs = 8_000;

const ignore = (): void => undefined;

/** Runs the jobs of all nodes on this one: once it serves, so that no start waits for it, until it stops. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(JobWorker.name);
  private readonly wanted = new AbortController();
  private readonly stopping = new AbortController();
  private pool: Pool | null = null;
  private ended: Promise<void> | null = null;
  /** Workers that take no more jobs, but still run some. */
  private readonly ending = new Set<Promise<void>>();
  /** Resolves where the node stops and has waited long enough for the jobs that run. */
  private readonly late = once(this.stopping.signal, 'abort').then(() =>
    delay(stopPatienceMs, undefined, { ref: false }),
  );

  constructor(
    private readonly jobs: Jobs,
    private readonly metrics: JobMetrics,
    private readonly configuration: Configuration,
  ) {
    jobs.onEnqueued(() => this.begin());
  }

  onApplicationBootstrap(): void {
    // Here and not when a job is enqueued: what runs jobs must not belong to the unit of work that enqueued one.
    this.ended = this.work();
  }

  /** Runs jobs from now on, as an enqueued one does too. */
  begin(): void {
    this.wanted.abort();
  }

  /** Waits for the jobs that run. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.wanted.abort();
    await this.ended;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.end();
  }

  /** One worker, and another where one gave up: because it could not note what became of a job. */
  private async work(): Promise<void> {
    const { signal } = this.wanted;
    if (!signal.aborted) await once(signal, 'abort');
    const { pollMs } = this.configuration.jobTiming;
    let isFailing = false;
    while (!this.stopping.signal.aborted) {
      try {
        await this.runOne();
        isFailing = false;
      } catch (error) {
        if (!isFailing) this.logger.warn({ err: error }, 'jobs can’t be run');
        isFailing = true;
      }
      const pause = delay(pollMs, undefined, { signal: this.stopping.signal, ref: false });
      await pause.catch(ignore);
    }
    await Promise.all(this.ending);
  }

  /** Until it gave up or the node stops. The jobs that it runs then come to their end beside the next worker's. */
  private async runOne(): Promise<void> {
    const { parseCronItems, Logger: WorkerLogger } = await import('graphile-worker');
    const pool = (this.pool ??= this.connect());
    const worker = await RunningWorker.start({
      pgPool: pool,
      noHandleSignals: true,
      concurrency: atOnce,
      pollInterval: this.configuration.jobTiming.pollMs,
      taskList: this.tasks(),
      parsedCronItems: parseCronItems(this.jobs.handled.flatMap(scheduleOf)),
      logger: new WorkerLogger(() => (level: string, message, meta) => {
        // What becomes of jobs is written down below.
        if (level === 'error' && !meta?.['failure']) this.logger.warn(message);
      }),
      // So that a stop waits until it is noted what became of a job, and a database that is away ends the worker.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    const over = new AbortController();
    const alive = keepAlive(
      new WorkersRepository(pool),
      worker.id,
      this.configuration.jobTiming,
      over.signal,
      {
        onFault: (error) => this.logger.warn({ err: error }, 'jobs of workers that died can’t be freed'),
        onFreed: (workers) => this.logger.warn({ workers }, 'the jobs of workers that died are free again'),
      },
    );
    const { signal } = this.stopping;
    await Promise.race([worker.gaveUp, signal.aborted || once(signal, 'abort')]);
    const ending = worker.end(this.late).then(async () => {
      over.abort();
      await alive;
      this.ending.delete(ending);
    });
    this.ending.add(ending);
  }

  /** Beside the application's, which may all be busy. */
  private connect(): Pool {
    const pool = new Pool({
      ...connectionLimits(),
      Client: JobClient,
      connectionString: this.configuration.databaseUrl ?? undefined,
      application_name: 'litspark-jobs',
      max: connections,
      connectionTimeoutMillis: 5_000,
    });
    // A connection that breaks is replaced; what it was asked fails.
    pool.on('error', ignore);
    pool.on('connect', (client) => client.on('error', ignore));
    return pool;
  }

  private tasks(): TaskList {
    return Object.fromEntries(this.jobs.handled.map((handled) => [handled.job.name, this.taskOf(handled)]));
  }

  private taskOf({ job, handler }: HandledJob): Task {
    return async (payload, { job: { id, attempts, max_attempts: most } }) => {
      const startedAt = performance.now();
      const seconds = () => (performance.now() - startedAt) / 1_000;
      try {
        // What a schedule enqueued holds when that was, which no schema knows.
        const given = job.payload.parse(job.schedule ? {} : payload);
        await handler(given, { attempt: attempts, signal: this.stopping.signal });
        this.metrics.ran(job.name, 'succeeded', seconds());
      } catch (error) {
        const fields = { err: error, job: job.name, id, attempt: attempts };
        this.metrics.ran(job.name, attempts >= most ? 'dead' : 'failed', seconds());
        if (attempts >= most) this.logger.error(fields, 'a job is dead: it failed for the last time');
        else this.logger.warn(fields, 'a job failed and will be tried again');
        throw error;
      }
    };
  }
}

function scheduleOf({ job: { name, schedule } }: HandledJob) {
  if (!schedule) return [];
  const options = { backfillPeriod: schedule.catchUpMs ?? 0, jobKey: `${name}/schedule` };
  return [{ task: name, identifier: name, match: schedule.cron, options }];
}
