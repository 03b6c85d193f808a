import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When markers went forward: what a message's time line is read from. */
export class MarkerAdvances1795449600000 implements MigrationInterface {
  name = 'MarkerAdvances1795449600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- No foreign keys: their checks would lock the conversation's row for each of a thousand readers.
      CREATE TABLE marker_advances (
        conversation_id uuid NOT NULL,
        user_id uuid NOT NULL,
        -- A read advance counts as delivery: then there is no row for that.
        kind text NOT NULL CHECK (kind IN ('read', 'delivered')),
        -- Where the marker came to.
        seq bigint NOT NULL,
        -- Null where the markers began there: who was added, or came back, neither got nor read what was there before.
        at timestamptz(3),
        PRIMARY KEY (conversation_id, user_id, kind, seq) INCLUDE (at)
      )`);
    // For the clean-up alone: rows lie in the order of their times, so this one costs next to nothing.
    await queryRunner.query(`CREATE INDEX marker_advances_age ON marker_advances USING brin (at)`);
    await queryRunner.query(`
      CREATE INDEX marker_advances_beginnings ON marker_advances (conversation_id, seq) WHERE at IS NULL`);
    // When markers came to where they stand was not kept before: so the next advance is not taken for the first.
    await queryRunner.query(`
      INSERT INTO marker_advances (conversation_id, user_id, kind, seq, at)
      SELECT conversation_id, user_id, 'read', last_read_seq, NULL::timestamptz FROM participants WHERE last_read_seq > 0
      UNION ALL
      SELECT conversation_id, user_id, 'delivered', last_delivered_seq, NULL::timestamptz FROM participants
      WHERE last_delivered_seq > last_read_seq`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE marker_advances`);
  }
}
