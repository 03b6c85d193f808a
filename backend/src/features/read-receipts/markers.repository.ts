import { Injectable } from '@nestjs/common';
import { preparedRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

export type MarkerKind = 'read' | 'delivered';

/** How far a person got in a conversation. */
export interface Mark {
  conversationId: string;
  userId: string;
  seq: number;
}

/** Where a marker came to. */
export interface Advanced {
  seq: number;
  at: Date;
  lastSeq: number;
  participantCount: number;
}

/** What became of a mark. */
export interface MarkerAdvance {
  /** Where the marker stood before; null for who doesn't participate. */
  previousSeq: number | null;
  /** What was marked, to the last message at most. */
  seq: number;
  /** When the marker came there; null where it was there already, or somebody else is moving it. */
  at: Date | null;
  lastSeq: number;
  participantCount: number;
}

/**
 * Moves markers forward, to the last message at most, and keeps when they moved. A row is read again once its lock is
 * had, so a marker never goes back. Nobody here waits for a lock while holding another, so nobody waits in a circle.
 */
@Injectable()
export class MarkersRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Moves many markers, each person's in a conversation once; the answers are in their order. Passes over those that
   * somebody else is moving.
   */
  advanceAll(kind: MarkerKind, marks: readonly Mark[]): Promise<MarkerAdvance[]> {
    return preparedRows(
      this.unitOfWork.manager,
      `WITH wanted AS MATERIALIZED (
         SELECT given.ordinal, given.conversation_id, given.user_id, p.${columns[kind].seq} AS previous_seq,
                LEAST(given.seq, c.last_seq) AS seq, c.last_seq, c.participant_count
         FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) WITH ORDINALITY given (conversation_id, user_id, seq, ordinal)
         LEFT JOIN LATERAL (
           SELECT last_read_seq, last_delivered_seq FROM participants
           WHERE conversation_id = given.conversation_id AND user_id = given.user_id LIMIT 1
         ) p ON true
         LEFT JOIN LATERAL (
           SELECT last_seq, participant_count FROM conversations WHERE id = given.conversation_id LIMIT 1
         ) c ON true
       ), taken AS MATERIALIZED (
         SELECT wanted.ordinal, wanted.conversation_id, wanted.user_id, wanted.seq
         FROM wanted CROSS JOIN LATERAL (
           SELECT 1 FROM participants
           WHERE conversation_id = wanted.conversation_id AND user_id = wanted.user_id LIMIT 1
           FOR NO KEY UPDATE SKIP LOCKED
         ) p
         WHERE wanted.previous_seq < wanted.seq
       ), ${advance(kind)}
       SELECT wanted.previous_seq AS "previousSeq", wanted.seq, advanced.at, wanted.last_seq AS "lastSeq",
              wanted.participant_count AS "participantCount"
       FROM wanted LEFT JOIN advanced USING (ordinal) ORDER BY ordinal`,
      [
        marks.map(({ conversationId }) => conversationId),
        marks.map(({ userId }) => userId),
        marks.map(({ seq }) => seq),
      ],
    );
  }
}

const columns = {
  read: { seq: 'last_read_seq', at: 'read_at' },
  delivered: { seq: 'last_delivered_seq', at: 'delivered_at' },
} as const;

const moves: Record<MarkerKind, string> = {
  // What was read was delivered.
  read: `last_read_seq = taken.seq, read_at = clock_timestamp(),
         last_delivered_seq = GREATEST(p.last_delivered_seq, taken.seq),
         delivered_at = CASE WHEN p.last_delivered_seq < taken.seq THEN clock_timestamp() ELSE p.delivered_at END`,
  delivered: `last_delivered_seq = taken.seq, delivered_at = clock_timestamp()`,
};

/**
 * Moves the markers of `taken` and keeps when, in the row of their block and day: who moves a marker holds its
 * participant's lock, so nobody else writes to that row.
 */
const advance = (kind: MarkerKind): string =>
  `advanced AS (
     UPDATE participants p SET ${moves[kind]}
     FROM taken
     WHERE p.conversation_id = taken.conversation_id AND p.user_id = taken.user_id AND p.${columns[kind].seq} < taken.seq
     RETURNING taken.ordinal, p.conversation_id, p.user_id, taken.seq, p.${columns[kind].at} AS at
   ), kept AS (
     INSERT INTO marker_advance_blocks AS b (conversation_id, user_id, kind, seqs, ats)
     SELECT conversation_id, user_id, '${kind}', ARRAY[seq], ARRAY[at] FROM advanced
     ON CONFLICT (conversation_id, user_id, kind, block, day)
     DO UPDATE SET seqs = b.seqs || excluded.seqs, ats = b.ats || excluded.ats
   )`;
