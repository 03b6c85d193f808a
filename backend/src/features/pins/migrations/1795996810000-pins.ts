import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which messages are pinned, and by whom. */
export class Pins1795996810000 implements MigrationInterface {
  name = 'Pins1795996810000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE pins (
        message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
        conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users,
        pinned_at timestamptz(3) NOT NULL,
        -- The order in which they came: clocks of two nodes differ.
        position bigint GENERATED ALWAYS AS IDENTITY
      )`);
    await queryRunner.query(`CREATE INDEX pins_conversation ON pins (conversation_id, position)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE pins`);
  }
}
