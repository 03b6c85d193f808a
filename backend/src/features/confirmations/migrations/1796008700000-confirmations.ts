import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which messages ask to be confirmed, by whom, and who did. */
export class Confirmations1796008700000 implements MigrationInterface {
  name = 'Confirmations1796008700000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE confirmation_requests (
        message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
        conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
        sender_id uuid NOT NULL REFERENCES users,
        -- The participants but the sender when the message was stored, in the order they came.
        expected_ids uuid[] NOT NULL,
        closed_at timestamptz(3),
        reminded_at timestamptz(3),
        -- When the message was deleted: the list outlives it.
        removed_at timestamptz(3)
      )`);
    await queryRunner.query(`
      CREATE TABLE confirmations (
        message_id uuid NOT NULL REFERENCES confirmation_requests ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users,
        at timestamptz(3) NOT NULL,
        -- When the message followed; null until it does.
        followed_at timestamptz(3),
        PRIMARY KEY (message_id, user_id)
      )`);
    await queryRunner.query(
      `CREATE INDEX confirmations_behind ON confirmations (message_id) WHERE followed_at IS NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE confirmations`);
    await queryRunner.query(`DROP TABLE confirmation_requests`);
  }
}
