import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which message was the last when somebody joined: nobody is among the readers of what was said before. */
export class JoinedSeq1795708800000 implements MigrationInterface {
  name = 'JoinedSeq1795708800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE participants ADD COLUMN joined_seq bigint NOT NULL DEFAULT 0`);
    // For who joined before this was kept: the last message that is older than that. Markers began at the right one and
    // only went forward, so they bound it where the clocks of several nodes differed.
    await queryRunner.query(`
      UPDATE participants p
      SET joined_seq = LEAST(before.seq, p.last_read_seq, p.last_delivered_seq)
      FROM (
        SELECT conversation_id, user_id,
               max(seq) OVER (PARTITION BY conversation_id ORDER BY at, seq NULLS FIRST) AS seq
        FROM (
          SELECT conversation_id, user_id, joined_at AS at, NULL::bigint AS seq FROM participants
          UNION ALL
          SELECT m.conversation_id, NULL, m.created_at, m.seq FROM messages m
          WHERE EXISTS (
            SELECT FROM participants late JOIN conversations c ON c.id = late.conversation_id
            WHERE late.conversation_id = m.conversation_id AND late.joined_at > c.created_at
          )
        ) told
      ) before
      WHERE before.user_id = p.user_id AND before.conversation_id = p.conversation_id AND before.seq > 0`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE participants DROP COLUMN joined_seq`);
  }
}
