import { Injectable } from '@nestjs/common';
import { queryRows } from '../database/query-rows.js';
import { UnitOfWork } from '../database/unit-of-work.js';

export type JobState = 'waiting' | 'scheduled' | 'running' | 'dead';

export interface StoredJob {
  name: string;
  payload: unknown;
  /** Null for at once. */
  runAt: Date | null;
  attempts: number;
  key: string | null;
}

/** The jobs, by the functions and the view that the library documents. */
@Injectable()
export class JobsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert({ name, payload, runAt, attempts, key }: StoredJob): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `SELECT FROM graphile_worker.add_job($1::text, payload := $2::json, run_at := $3::timestamptz,
         max_attempts := $4::integer, job_key := $5::text)`,
      [name, JSON.stringify(payload), runAt, attempts, key],
    );
  }

  async remove(key: string): Promise<void> {
    await queryRows(this.unitOfWork.manager, 'SELECT FROM graphile_worker.remove_job($1)', [key]);
  }

  /** How many jobs are in which state; a state without a job is left out. */
  count(): Promise<{ name: string; state: JobState; jobs: number }[]> {
    return queryRows(
      this.unitOfWork.manager,
      `SELECT task_identifier AS name, count(*)::int AS jobs,
         CASE WHEN locked_at IS NOT NULL THEN 'running' WHEN attempts >= max_attempts THEN 'dead'
              WHEN run_at > now() THEN 'scheduled' ELSE 'waiting' END AS state
       FROM graphile_worker.jobs GROUP BY name, state`,
      [],
    );
  }
}
