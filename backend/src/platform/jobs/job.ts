import type * as z from 'zod';

/** When a job is enqueued by itself, once for all nodes. */
export interface JobSchedule {
  /** Minute, hour, day, month and day of the week as crontab writes them, in UTC, such as `7 * * * *`. */
  cron: string;
  /** One that was missed, because no node ran, is made up for within this time; by default never. */
  catchUpMs?: number;
}

/** What a feature says of one kind of work that follows a commit. */
export interface Job<P extends z.ZodType = z.ZodType> {
  /** Such as `sessions.clean-up.v1`. Stored with each job: it stays, and its version grows when older nodes would misread the payload. */
  readonly name: string;
  /** What is stored must survive JSON. A job that runs by a schedule has the empty payload. */
  readonly payload: P;
  /** How often it is tried before it is dead. */
  readonly attempts: number;
  readonly schedule: JobSchedule | null;
}

/** Three days of tries, each after a longer pause: e, e², e³ … seconds, 6 hours at most. */
const defaultAttempts = 25;

export function defineJob<P extends z.ZodType>(options: {
  name: string;
  payload: P;
  attempts?: number;
  schedule?: JobSchedule;
}): Job<P> {
  return { attempts: defaultAttempts, schedule: null, ...options };
}

export interface JobRun {
  /** 1 for the first try. */
  attempt: number;
  /** Aborted when the node stops: what takes long ends early, and throws where it is not done. */
  signal: AbortSignal;
}

/**
 * Does the work. What it throws makes it be tried again, later. It may run more than once for one job: where its node dies
 * after the work and before that is noted.
 */
export type JobHandler<P> = (payload: P, run: JobRun) => Promise<void>;
