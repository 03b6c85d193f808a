import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to somebody, as far as messages don't say it themselves. */
export class ActivityEntries1796012300000 implements MigrationInterface {
  name = 'ActivityEntries1796012300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE activity_entries (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        actor_id uuid REFERENCES users,
        conversation_id uuid REFERENCES conversations ON DELETE CASCADE,
        message_id uuid REFERENCES messages ON DELETE CASCADE,
        seq bigint,
        -- What it tells of: told once, however often the work that tells it is done.
        source text NOT NULL,
        CONSTRAINT activity_entries_source UNIQUE (user_id, kind, source)
      )`);
    await queryRunner.query(`CREATE INDEX activity_entries_newest ON activity_entries (user_id, at, id)`);
    await queryRunner.query(`CREATE INDEX activity_entries_at ON activity_entries (at)`);
    await queryRunner.query(
      `CREATE INDEX activity_entries_message ON activity_entries (message_id) WHERE message_id IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE activity_entries`);
  }
}
