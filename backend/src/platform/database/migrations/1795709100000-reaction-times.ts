import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody reacted; null for those who did before it was kept. */
export class ReactionTimes1795709100000 implements MigrationInterface {
  name = 'ReactionTimes1795709100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE reactions ADD COLUMN reacted_at timestamptz(3)`);
    await queryRunner.query(`ALTER TABLE reactions ALTER COLUMN reacted_at SET DEFAULT now()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE reactions DROP COLUMN reacted_at`);
  }
}
