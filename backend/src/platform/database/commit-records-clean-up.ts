import { Injectable, type OnModuleInit } from '@nestjs/common';
import * as z from 'zod';
import { defineJob } from '../jobs/job.js';
import { Jobs } from '../jobs/jobs.js';
import { CommitRecords } from './commit-records.js';

const dayMs = 86_400_000;

const cleanUp = defineJob({
  name: 'database.commit-records-clean-up.v1',
  payload: z.object({}),
  schedule: { cron: '37 3 * * *', catchUpMs: dayMs },
});

/** Deletes what nodes that were killed left of their commit records. */
@Injectable()
export class CommitRecordsCleanUp implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly records: CommitRecords,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(cleanUp, () => this.records.deleteAbandoned());
  }
}
