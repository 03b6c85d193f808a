import { Injectable, type OnModuleInit } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import * as z from 'zod';
import { defineJob } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { ActivityRepository } from './activity.repository.js';

const cleanUp = defineJob({
  name: 'activity.clean-up.v1',
  payload: z.object({}),
  schedule: { cron: '43 * * * *' },
});

/** Forgets what happened more than 90 days ago. */
@Injectable()
export class ActivityCleanUpService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly entries: ActivityRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(cleanUp, (_payload, { signal }) => this.run(signal));
  }

  /** Throws where `signal` is aborted before all is forgotten. */
  async run(signal?: AbortSignal): Promise<void> {
    while (await this.entries.forgetSome(limits.activityDays)) signal?.throwIfAborted();
  }
}
