import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Advances of markers in blocks: a row for a person's way through 64 messages on one day, not for each step of it. */
export class MarkerAdvanceBlocks1795536400000 implements MigrationInterface {
  name = 'MarkerAdvanceBlocks1795536400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- No foreign keys: their checks would lock the conversation's row for each of a thousand readers.
      CREATE TABLE marker_advance_blocks (
        conversation_id uuid NOT NULL,
        user_id uuid NOT NULL,
        -- A read advance counts as delivery: then there is none for that.
        kind text NOT NULL CHECK (kind IN ('read', 'delivered')),
        -- Which 64 messages: with them a row stays below what PostgreSQL would store elsewhere.
        block bigint GENERATED ALWAYS AS (seqs[1] / 64) STORED,
        -- In UTC. The day is what is forgotten at once.
        day date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
        -- Where the marker came to, ascending.
        seqs bigint[] NOT NULL,
        -- When, in the same order. Null where it began there: who was added neither got nor read what was there before.
        ats timestamptz(3)[] NOT NULL,
        PRIMARY KEY (conversation_id, user_id, kind, block, day)
      -- Room for a row to grow on its page, without a new entry in the indexes.
      ) WITH (fillfactor = 70)`);
    await queryRunner.query(`CREATE INDEX marker_advance_blocks_day ON marker_advance_blocks (day)`);
    await queryRunner.query(`
      INSERT INTO marker_advance_blocks (conversation_id, user_id, kind, day, seqs, ats)
      SELECT conversation_id, user_id, kind, day, array_agg(seq ORDER BY seq), array_agg(at ORDER BY seq)
      FROM (
        SELECT a.conversation_id, a.user_id, a.kind, a.seq, a.at,
               -- Where a marker began was kept until the messages up to there were old: that is their last one's day.
               max(coalesce((a.at AT TIME ZONE 'UTC')::date, (m.created_at AT TIME ZONE 'UTC')::date, current_date))
                 OVER (PARTITION BY a.conversation_id, a.user_id, a.kind ORDER BY a.seq) AS day
        FROM marker_advances a
        LEFT JOIN messages m ON a.at IS NULL AND m.conversation_id = a.conversation_id AND m.seq = a.seq
      ) advances
      GROUP BY conversation_id, user_id, kind, seq / 64, day`);
    await queryRunner.query(`DROP TABLE marker_advances`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE marker_advances (
        conversation_id uuid NOT NULL,
        user_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('read', 'delivered')),
        seq bigint NOT NULL,
        at timestamptz(3),
        PRIMARY KEY (conversation_id, user_id, kind, seq) INCLUDE (at)
      )`);
    await queryRunner.query(`CREATE INDEX marker_advances_age ON marker_advances USING brin (at)`);
    await queryRunner.query(`
      CREATE INDEX marker_advances_beginnings ON marker_advances (conversation_id, seq) WHERE at IS NULL`);
    await queryRunner.query(`
      INSERT INTO marker_advances (conversation_id, user_id, kind, seq, at)
      SELECT conversation_id, user_id, kind, advance.seq, advance.at
      FROM marker_advance_blocks, unnest(seqs, ats) advance (seq, at)`);
    await queryRunner.query(`DROP TABLE marker_advance_blocks`);
  }
}
