import type { Pool } from 'pg';

/** A worker that was not seen since is dead. */
const deadline = `now() - $2::integer * interval '1 millisecond'`;

/** Which workers live, over the connections of one of them. */
export class WorkersRepository {
  constructor(private readonly pool: Pool) {}

  /**
   * Says that the worker `id` lives. Returns the workers that do not: what they locked has been locked for longer than `deadAfterMs`,
   * and they were silent for so long or are not known. Sends a word to all connections that listen, which a silent network
   * would else be taken for broken by.
   */
  async beat(id: string, deadAfterMs: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ dead: string[] }>(
      `WITH beat AS (
         INSERT INTO job_workers (id, seen_at) VALUES ($1, now())
         ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at),
       gone AS (DELETE FROM job_workers WHERE id <> $1 AND seen_at < ${deadline}),
       dead AS (
         SELECT DISTINCT locked_by FROM graphile_worker.jobs
         WHERE locked_at < ${deadline} AND locked_by <> $1
           AND locked_by NOT IN (SELECT id FROM job_workers WHERE seen_at >= ${deadline}))
       SELECT coalesce(array_agg(locked_by), '{}') AS dead, pg_notify('jobs:insert', '{"count":0}') FROM dead`,
      [id, deadAfterMs],
    );
    return rows[0]?.dead ?? [];
  }

  /** Frees what these workers left locked, and says so to those that live. */
  async free(workers: readonly string[]): Promise<void> {
    await this.pool.query(
      `SELECT graphile_worker.force_unlock_workers($1::text[]), pg_notify('jobs:insert', '{"count":1}')`,
      [workers],
    );
  }

  /** Of a worker that runs nothing any more: frees what it could not note the end of. */
  async forget(id: string): Promise<void> {
    await this.pool.query('DELETE FROM job_workers WHERE id = $1', [id]);
    await this.free([id]);
  }
}
