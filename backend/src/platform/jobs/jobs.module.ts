import { Global, Module } from '@nestjs/common';
import { CommitRecordsCleanUp } from '../database/commit-records-clean-up.js';
import { JobMetrics } from './job-metrics.js';
import { JobWorker } from './job-worker.js';
import { Jobs } from './jobs.js';
import { JobsRepository } from './jobs.repository.js';

/** Work that follows a commit: kept in the database, run by one node of all. */
@Global()
@Module({ providers: [Jobs, JobsRepository, JobMetrics, JobWorker, CommitRecordsCleanUp], exports: [Jobs] })
export class JobsModule {}
