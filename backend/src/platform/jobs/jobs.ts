import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Job, JobHandler } from './job.js';
import { JobsRepository } from './jobs.repository.js';

const nameForm = /^[a-z-]+(\.[a-z-]+)+\.v[1-9]\d*$/;
const cronForm = /^(\*|\d+(-\d+)?(,\d+(-\d+)?)*)(\/\d+)?( (\*|\d+(-\d+)?(,\d+(-\d+)?)*)(\/\d+)?){4}$/;

export interface EnqueueOptions {
  /** Not before; by default at once. */
  runAt?: Date;
  /** Of the jobs of this name with this key one waits at most: the last that was enqueued replaces it. */
  key?: string;
}

export interface HandledJob {
  job: Job;
  handler: JobHandler<unknown>;
}

/**
 * Work that follows a commit: stored with the change that asks for it, then run by one node, at least once, and tried again
 * where it fails.
 */
@Injectable()
export class Jobs {
  private readonly byName = new Map<string, HandledJob>();
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stored: JobsRepository,
  ) {}

  /** What every node of this version can run. */
  get handled(): HandledJob[] {
    return [...this.byName.values()];
  }

  /**
   * Says what does the work of a job; called from `onModuleInit`. Throws for a name that is none or another job's, and for a
   * schedule that is none.
   */
  handle<P extends z.ZodType>(job: Job<P>, handler: JobHandler<z.output<P>>): void {
    const { name, payload, schedule } = job;
    if (!nameForm.test(name)) throw new Error(`“${name}” names no job: sessions.clean-up.v1 would`);
    if (this.byName.has(name)) throw new Error(`two jobs are called ${name}`);
    if (schedule && !cronForm.test(schedule.cron))
      throw new Error(`the schedule of ${name} is none (${schedule.cron}): 7 * * * * would be one`);
    if (schedule && !payload.safeParse({}).success)
      throw new Error(`${name} takes a payload, which a job that runs by a schedule doesn’t get`);
    // The handler gets what the schema of its own job let through.
    this.byName.set(name, { job, handler: handler as JobHandler<unknown> });
  }

  /**
   * Stores a job with what the running unit of work stores: it runs after the commit, and never if that fails. Throws outside a
   * unit of work, for a payload that the job's schema refuses, and for a job that nothing handles.
   */
  async enqueue<P extends z.ZodType>(
    job: Job<P>,
    payload: z.input<P>,
    { runAt, key }: EnqueueOptions = {},
  ): Promise<void> {
    this.requireUsable(job);
    const checked = job.payload.safeParse(payload);
    if (!checked.success)
      throw new Error(`${job.name} doesn’t take this payload: ${z.prettifyError(checked.error)}`);
    await this.stored.insert({
      name: job.name,
      payload,
      runAt: runAt ?? null,
      attempts: job.attempts,
      key: key === undefined ? null : keyOf(job, key),
    });
    this.listeners.forEach((notify) => notify());
  }

  /** Takes back the job that waits under `key`, if one does, with the running unit of work. Throws outside of one. */
  async cancel(job: Job, key: string): Promise<void> {
    this.requireUsable(job);
    await this.stored.remove(keyOf(job, key));
  }

  /** Calls `notify` when a job was enqueued on this node, perhaps before its commit. */
  onEnqueued(notify: () => void): void {
    this.listeners.push(notify);
  }

  private requireUsable(job: Job): void {
    if (!this.unitOfWork.isRunning)
      throw new Error(`${job.name} was enqueued or taken back outside a unit of work`);
    if (this.byName.get(job.name)?.job !== job) throw new Error(`nothing handles the job ${job.name}`);
  }
}

/** The keys of all jobs are in one space. */
const keyOf = ({ name }: Job, key: string): string => `${name}/${key}`;
