import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the readiness probe writes to. */
export class WriteProbe1795536500000 implements MigrationInterface {
  name = 'WriteProbe1795536500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The index makes a probe write three pages to two new files instead of one page to one.
    await queryRunner.query(`CREATE TABLE write_probe (at timestamptz(3) PRIMARY KEY)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE write_probe`);
  }
}
