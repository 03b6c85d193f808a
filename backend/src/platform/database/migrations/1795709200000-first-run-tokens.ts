import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links to the first administrator, one for each start while there is none. */
export class FirstRunTokens1795709200000 implements MigrationInterface {
  name = 'FirstRunTokens1795709200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE first_run_tokens (
        token_hash bytea PRIMARY KEY,
        expires_at timestamptz(3) NOT NULL,
        -- When it made the first administrator.
        spent_at timestamptz(3)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE first_run_tokens`);
  }
}
