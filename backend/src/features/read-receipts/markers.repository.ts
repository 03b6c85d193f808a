import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Where a marker came to. */
export interface Advanced {
  seq: number;
  at: Date;
  lastSeq: number;
  participantCount: number;
}

/**
 * Moves markers forward, to the last message at most, and keeps when they moved. The row is read again once its lock is
 * had, so a marker never goes back. It is the only row that is locked: whoever holds others never waits for us in turn.
 */
@Injectable()
export class MarkersRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Moves the read marker, and the delivered one along. Null if it would not move. */
  advanceRead(conversationId: string, userId: string, seq: number): Promise<Advanced | null> {
    return this.advance(
      'read',
      `UPDATE participants p
       SET last_read_seq = LEAST($3::bigint, c.last_seq), read_at = clock_timestamp(),
           last_delivered_seq = GREATEST(p.last_delivered_seq, LEAST($3::bigint, c.last_seq)),
           delivered_at = CASE WHEN p.last_delivered_seq < LEAST($3::bigint, c.last_seq) THEN clock_timestamp() ELSE p.delivered_at END
       FROM conversations c
       WHERE p.conversation_id = $1 AND p.user_id = $2 AND c.id = p.conversation_id
         AND p.last_read_seq < LEAST($3::bigint, c.last_seq)
       RETURNING p.conversation_id, p.user_id, p.last_read_seq AS seq, p.read_at AS at, c.last_seq, c.participant_count`,
      [conversationId, userId, seq],
    );
  }

  /** Moves the delivered marker. Null if it would not move. */
  advanceDelivered(conversationId: string, userId: string, seq: number): Promise<Advanced | null> {
    return this.advance(
      'delivered',
      `UPDATE participants p
       SET last_delivered_seq = LEAST($3::bigint, c.last_seq), delivered_at = clock_timestamp()
       FROM conversations c
       WHERE p.conversation_id = $1 AND p.user_id = $2 AND c.id = p.conversation_id
         AND p.last_delivered_seq < LEAST($3::bigint, c.last_seq)
       RETURNING p.conversation_id, p.user_id, p.last_delivered_seq AS seq, p.delivered_at AS at, c.last_seq, c.participant_count`,
      [conversationId, userId, seq],
    );
  }

  private async advance(
    kind: 'read' | 'delivered',
    update: string,
    parameters: readonly unknown[],
  ): Promise<Advanced | null> {
    const [advanced] = await queryRows<Advanced>(
      this.unitOfWork.manager,
      `WITH advanced AS (${update}), kept AS (
         INSERT INTO marker_advances (conversation_id, user_id, kind, seq, at)
         SELECT conversation_id, user_id, '${kind}', seq, at FROM advanced
       )
       SELECT seq, at, last_seq AS "lastSeq", participant_count AS "participantCount" FROM advanced`,
      parameters,
    );
    return advanced ?? null;
  }
}
