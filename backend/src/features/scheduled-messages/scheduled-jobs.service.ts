import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { defineJob, type JobHandler } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';

/** Of one scheduled message; what is sent, and whether, is for the item to say. */
const payload = z.object({ userId: z.uuid(), id: z.uuid(), sendAt: z.iso.datetime() });
export type ScheduledJob = z.infer<typeof payload>;

const sendJob = defineJob({ name: 'scheduled-messages.send.v1', payload });

/** The jobs that send: one waits for each scheduled message at most. */
@Injectable()
export class ScheduledJobsService {
  readonly attempts = sendJob.attempts;

  constructor(private readonly jobs: Jobs) {}

  handle(handler: JobHandler<ScheduledJob>): void {
    this.jobs.handle(sendJob, handler);
  }

  enqueue(job: ScheduledJob): Promise<void> {
    return this.jobs.enqueue(sendJob, job, { runAt: new Date(job.sendAt), key: keyOf(job.userId, job.id) });
  }

  cancel(userId: string, id: string): Promise<void> {
    return this.jobs.cancel(sendJob, keyOf(userId, id));
  }
}

const keyOf = (userId: string, id: string): string => `${userId}/${id}`;
