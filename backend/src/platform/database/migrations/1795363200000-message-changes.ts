import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What messages said before they were edited, and reactions to them. */
export class MessageChanges1795363200000 implements MigrationInterface {
  name = 'MessageChanges1795363200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE message_versions (
        message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
        -- 1 for what it said first.
        number integer NOT NULL CHECK (number > 0),
        body text NOT NULL,
        written_at timestamptz(3) NOT NULL,
        PRIMARY KEY (message_id, number)
      )`);
    await queryRunner.query(`
      CREATE TABLE reactions (
        message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
        emoji text COLLATE "C" NOT NULL,
        user_id uuid NOT NULL REFERENCES users,
        -- The order in which people reacted.
        position bigint GENERATED ALWAYS AS IDENTITY,
        PRIMARY KEY (message_id, emoji, user_id)
      )`);
    // What messages are shown with: made anew of the rows above whenever one of them comes or goes.
    await queryRunner.query(`ALTER TABLE messages ADD COLUMN reactions jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE messages DROP COLUMN reactions`);
    await queryRunner.query(`DROP TABLE reactions, message_versions`);
  }
}
