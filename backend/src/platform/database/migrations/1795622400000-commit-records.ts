import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row for each transaction that announces something: whether it is there tells whether the transaction took place. */
export class CommitRecords1795622400000 implements MigrationInterface {
  name = 'CommitRecords1795622400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE commit_records (
        node uuid NOT NULL,
        number bigint NOT NULL,
        -- Written by who asked before the transaction had taken place: now it never can.
        is_refused boolean NOT NULL DEFAULT false,
        recorded_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (node, number)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE commit_records`);
  }
}
