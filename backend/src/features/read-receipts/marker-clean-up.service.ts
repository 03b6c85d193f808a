import { Injectable, type OnModuleInit } from '@nestjs/common';
import * as z from 'zod';
import { Configuration } from '../../platform/config/configuration.js';
import { defineJob } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { MarkerAdvancesRepository } from './marker-advances.repository.js';

/** Kept for a day longer than is answered from: a message is never younger than what was kept of it, whatever clocks say. */
const marginDays = 1;
const dayMs = 86_400_000;

const cleanUp = defineJob({
  name: 'read-receipts.marker-clean-up.v1',
  payload: z.object({}),
  schedule: { cron: '17 3 * * *', catchUpMs: dayMs },
});

/** Forgets when markers moved, a day at once, when that is no longer answered. */
@Injectable()
export class MarkerCleanUpService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly advances: MarkerAdvancesRepository,
    private readonly configuration: Configuration,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(cleanUp, (_payload, { signal }) => this.run(signal));
  }

  /** Throws where `signal` is aborted before all is forgotten. */
  async run(signal?: AbortSignal): Promise<void> {
    const days = this.configuration.receiptDays + marginDays;
    while ((await this.advances.forgetSome(days)) > 0) signal?.throwIfAborted();
  }
}
