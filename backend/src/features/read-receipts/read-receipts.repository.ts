import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

export interface Advanced {
  lastReadSeq: number;
  readAt: Date;
  lastSeq: number;
  participantCount: number;
}

@Injectable()
export class ReadReceiptsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Moves a marker forward, to the last message at most, and the delivered marker along. Null if it would not move:
   * the row is read again once its lock is had, so a marker never goes back.
   */
  async advance(conversationId: string, userId: string, seq: number): Promise<Advanced | null> {
    const [advanced] = await queryRows<Advanced>(
      this.unitOfWork.manager,
      `UPDATE participants p
       SET last_read_seq = LEAST($3::bigint, c.last_seq), read_at = clock_timestamp(),
           last_delivered_seq = GREATEST(p.last_delivered_seq, LEAST($3::bigint, c.last_seq)),
           delivered_at = CASE WHEN p.last_delivered_seq < LEAST($3::bigint, c.last_seq) THEN clock_timestamp() ELSE p.delivered_at END
       FROM conversations c
       WHERE p.conversation_id = $1 AND p.user_id = $2 AND c.id = p.conversation_id
         AND p.last_read_seq < LEAST($3::bigint, c.last_seq)
       RETURNING p.last_read_seq AS "lastReadSeq", p.read_at AS "readAt", c.last_seq AS "lastSeq",
                 c.participant_count AS "participantCount"`,
      [conversationId, userId, seq],
    );
    return advanced ?? null;
  }
}
