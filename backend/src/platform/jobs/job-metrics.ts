import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Histogram } from 'prom-client';
import { Metrics } from '../observability/metrics.js';
import { Jobs } from './jobs.js';
import { JobsRepository, type JobState } from './jobs.repository.js';

/** `failed` is tried again, `dead` is not. */
export type JobOutcome = 'succeeded' | 'failed' | 'dead';

const states: JobState[] = ['waiting', 'scheduled', 'running', 'dead'];

/** What an operator sees of jobs. */
@Injectable()
export class JobMetrics implements OnModuleInit {
  private readonly duration: Histogram<'name' | 'outcome'>;

  constructor(
    private readonly metrics: Metrics,
    private readonly jobs: Jobs,
    private readonly stored: JobsRepository,
  ) {
    this.duration = metrics.histogram({
      name: 'litspark_job_duration_seconds',
      help: 'How long tries of jobs took on this node, by job and by what became of them.',
      labelNames: ['name', 'outcome'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    });
  }

  onModuleInit(): void {
    const { jobs, stored } = this;
    this.metrics.gauge({
      name: 'litspark_jobs',
      help: 'Jobs in the database, whichever node enqueued them, by job and state.',
      labelNames: ['name', 'state'],
      async collect() {
        // The other figures are shown while the database is away, too.
        const rows = await stored.count().catch(() => null);
        this.reset();
        if (!rows) return;
        for (const { job } of jobs.handled) states.forEach((state) => this.set({ name: job.name, state }, 0));
        rows.forEach(({ name, state, jobs: number }) => this.set({ name, state }, number));
      },
    });
  }

  ran(name: string, outcome: JobOutcome, seconds: number): void {
    this.duration.observe({ name, outcome }, seconds);
  }
}
