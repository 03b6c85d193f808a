import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names this database's history: a restored backup gets another one, so clients know that theirs is over. */
export class DatabaseGeneration1795536600000 implements MigrationInterface {
  name = 'DatabaseGeneration1795536600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE database_generation (
        -- One row at most.
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        generation uuid NOT NULL DEFAULT gen_random_uuid()
      )`);
    await queryRunner.query(`INSERT INTO database_generation DEFAULT VALUES`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE database_generation`);
  }
}
