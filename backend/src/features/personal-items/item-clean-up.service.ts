import { Injectable, type OnModuleInit } from '@nestjs/common';
import * as z from 'zod';
import { defineJob } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { ItemCleanUpRepository } from './item-clean-up.repository.js';

const cleanUp = defineJob({
  name: 'personal-items.clean-up.v1',
  payload: z.object({}),
  schedule: { cron: '27 * * * *' },
});

/** Forgets items that have been gone for 90 days. */
@Injectable()
export class ItemCleanUpService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly items: ItemCleanUpRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(cleanUp, (_payload, { signal }) => this.run(signal));
  }

  /**
   * Takes what is a day older than is promised, so that a load which began before goes on to its end. Throws where `signal` is
   * aborted before all is forgotten.
   */
  async run(signal?: AbortSignal): Promise<void> {
    await this.items.raiseForgotten();
    while (await this.items.forgetSome()) signal?.throwIfAborted();
  }
}
