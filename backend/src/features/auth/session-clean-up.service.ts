import { Injectable, type OnModuleInit } from '@nestjs/common';
import * as z from 'zod';
import { defineJob } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { SessionsRepository } from './sessions.repository.js';

/** Kept for a day, for whoever looks into what happened. */
const keptMs = 86_400_000;

const cleanUp = defineJob({
  name: 'auth.session-clean-up.v1',
  payload: z.object({}),
  schedule: { cron: '7 * * * *' },
});

/** Forgets sessions that are over. */
@Injectable()
export class SessionCleanUpService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly sessions: SessionsRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(cleanUp, () => this.run());
  }

  run(): Promise<void> {
    return this.sessions.forget(new Date(Date.now() - keptMs));
  }
}
