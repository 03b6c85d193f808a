import { Pool } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ignore = (): void => undefined;

/**
 * The schema `graphile_worker`, made by the library that keeps the jobs, and which workers live. A version of the library that
 * changes its schema comes with another such migration.
 */
export class Jobs1795996900000 implements MigrationInterface {
  name = 'Jobs1795996900000';
  /** The library has transactions of its own: what is done of it when this breaks off is not done again. */
  transaction = false as const;

  async up(queryRunner: QueryRunner): Promise<void> {
    const { runMigrations } = await import('graphile-worker');
    const { options } = queryRunner.dataSource;
    const pool = new Pool({ connectionString: 'url' in options ? options.url : undefined, max: 1 });
    // What breaks a connection fails the migration.
    pool.on('error', ignore);
    pool.on('connect', (client) => client.on('error', ignore));
    try {
      await runMigrations({ pgPool: pool });
    } finally {
      await pool.end();
    }
    await queryRunner.query(`
      CREATE TABLE IF NOT EXISTS job_workers (
        id text PRIMARY KEY,
        seen_at timestamptz(3) NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE job_workers`);
    await queryRunner.query(`DROP SCHEMA graphile_worker CASCADE`);
  }
}
