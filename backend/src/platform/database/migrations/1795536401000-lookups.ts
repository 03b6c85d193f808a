import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indices that two look-ups could not use. */
export class Lookups1795536401000 implements MigrationInterface {
  name = 'Lookups1795536401000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The replies to a message: its foreign key asks for them before a message may go.
    await queryRunner.query(
      `CREATE INDEX messages_replies ON messages (reply_to_id) WHERE reply_to_id IS NOT NULL`,
    );
    // New people waited beside the index, in a list that every search reads: until a vacuum it was not worth using.
    await queryRunner.query(`ALTER INDEX users_search SET (fastupdate = off)`);
    await queryRunner.query(`SELECT gin_clean_pending_list('users_search')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER INDEX users_search RESET (fastupdate)`);
    await queryRunner.query(`DROP INDEX messages_replies`);
  }
}
