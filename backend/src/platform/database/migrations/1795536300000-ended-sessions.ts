import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each node asks every few seconds which sessions ended lately. */
export class EndedSessions1795536300000 implements MigrationInterface {
  name = 'EndedSessions1795536300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX sessions_ended`);
  }
}
