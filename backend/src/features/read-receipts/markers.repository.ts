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

/** What a person's device confirmed. */
export interface Confirmed {
  conversationId: string;
  userId: string;
  seq: number;
}

/** What became of it. */
export interface DeliveredStanding {
  /** Where the marker stood before; null for who doesn't participate. */
  standsAt: number | null;
  /** What was confirmed, to the last message at most. */
  seq: number;
  /** When the marker came there; null where it was there already, or somebody else is moving it. */
  at: Date | null;
  participantCount: number;
}

/**
 * Moves markers forward, to the last message at most, and keeps when they moved. A row is read again once its lock is
 * had, so a marker never goes back. Nobody here waits for a lock while holding another, so nobody waits in a circle.
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

  /**
   * Moves many delivered markers, each person's in a conversation once; the answers are in their order. Passes over those
   * that somebody else is moving.
   */
  advanceAllDelivered(confirmed: readonly Confirmed[]): Promise<DeliveredStanding[]> {
    return queryRows(
      this.unitOfWork.manager,
      `WITH wanted AS MATERIALIZED (
         SELECT given.place, given.conversation_id, given.user_id, p.last_delivered_seq AS stands_at,
                LEAST(given.seq, c.last_seq) AS seq, c.participant_count
         FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) WITH ORDINALITY given (conversation_id, user_id, seq, place)
         LEFT JOIN LATERAL (
           SELECT last_delivered_seq FROM participants
           WHERE conversation_id = given.conversation_id AND user_id = given.user_id LIMIT 1
         ) p ON true
         LEFT JOIN LATERAL (
           SELECT last_seq, participant_count FROM conversations WHERE id = given.conversation_id LIMIT 1
         ) c ON true
       ), taken AS MATERIALIZED (
         SELECT wanted.place, wanted.conversation_id, wanted.user_id, wanted.seq
         FROM wanted CROSS JOIN LATERAL (
           SELECT 1 FROM participants
           WHERE conversation_id = wanted.conversation_id AND user_id = wanted.user_id LIMIT 1
           FOR NO KEY UPDATE SKIP LOCKED
         ) p
         WHERE wanted.stands_at < wanted.seq
       ), advanced AS (
         UPDATE participants p SET last_delivered_seq = taken.seq, delivered_at = clock_timestamp()
         FROM taken
         WHERE p.conversation_id = taken.conversation_id AND p.user_id = taken.user_id
           AND p.last_delivered_seq < taken.seq
         RETURNING taken.place, p.conversation_id, p.user_id, p.last_delivered_seq AS seq, p.delivered_at AS at
       ), kept AS (
         ${keep('delivered')}
       )
       SELECT wanted.stands_at AS "standsAt", wanted.seq, advanced.at, wanted.participant_count AS "participantCount"
       FROM wanted LEFT JOIN advanced USING (place) ORDER BY place`,
      [
        confirmed.map(({ conversationId }) => conversationId),
        confirmed.map(({ userId }) => userId),
        confirmed.map(({ seq }) => seq),
      ],
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
         ${keep(kind)}
       )
       SELECT seq, at, last_seq AS "lastSeq", participant_count AS "participantCount" FROM advanced`,
      parameters,
    );
    return advanced ?? null;
  }
}

/** When markers moved goes into the row of their block and day: whoever moves one holds its participant's lock. */
const keep = (kind: 'read' | 'delivered'): string =>
  `INSERT INTO marker_advance_blocks AS b (conversation_id, user_id, kind, seqs, ats)
   SELECT conversation_id, user_id, '${kind}', ARRAY[seq], ARRAY[at] FROM advanced
   ON CONFLICT (conversation_id, user_id, kind, block, day)
   DO UPDATE SET seqs = b.seqs || excluded.seqs, ats = b.ats || excluded.ats`;
