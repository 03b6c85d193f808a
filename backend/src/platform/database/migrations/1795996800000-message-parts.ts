import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What features add to a message, and when its body last changed. */
export class MessageParts1795996800000 implements MigrationInterface {
  name = 'MessageParts1795996800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // What messages are shown with: each feature's part by its name. What else a feature keeps is in tables of its own.
    await queryRunner.query(`ALTER TABLE messages ADD COLUMN parts jsonb NOT NULL DEFAULT '{}'`);
    // Null for what was sent before this was kept: the revision counts then. Writing it would rewrite every message.
    await queryRunner.query(`ALTER TABLE messages ADD COLUMN body_revision bigint`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE messages DROP COLUMN body_revision`);
    await queryRunner.query(`ALTER TABLE messages DROP COLUMN parts`);
  }
}
