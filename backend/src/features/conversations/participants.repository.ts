import { Injectable } from '@nestjs/common';
import type { ParticipantRole } from '@litspark/shared-contracts';
import { columnsOf, preparedRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ParticipantEntity } from './participant.entity.js';

export interface NewParticipant {
  userId: string;
  role: ParticipantRole;
}

@Injectable()
export class ParticipantsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Those of `userIds` who participate. */
  async present(conversationId: string, userIds: readonly string[]): Promise<string[]> {
    const rows = await preparedRows<{ userId: string }>(
      this.unitOfWork.manager,
      `SELECT user_id AS "userId" FROM participants WHERE conversation_id = $1 AND user_id = ANY($2::uuid[])`,
      [conversationId, userIds],
    );
    return rows.map(({ userId }) => userId);
  }

  /** How far those of `userIds` who participate have read. */
  async readMarkersOf(
    conversationId: string,
    userIds: readonly string[],
  ): Promise<{ userId: string; lastReadSeq: number }[]> {
    return preparedRows(
      this.unitOfWork.manager,
      `SELECT user_id AS "userId", last_read_seq AS "lastReadSeq" FROM participants
       WHERE conversation_id = $1 AND user_id = ANY($2::uuid[])`,
      [conversationId, userIds],
    );
  }

  /** All of them, in the order they came. */
  async idsOf(conversationId: string): Promise<string[]> {
    const rows = await preparedRows<{ userId: string }>(
      this.unitOfWork.manager,
      `SELECT user_id AS "userId" FROM participants WHERE conversation_id = $1 ORDER BY position`,
      [conversationId],
    );
    return rows.map(({ userId }) => userId);
  }

  /** The ids of each user's conversations, in the order given. */
  async conversationsOf(userIds: readonly string[]): Promise<string[][]> {
    const rows = await preparedRows<{ ids: string[] }>(
      this.unitOfWork.autocommit,
      `SELECT ARRAY(SELECT conversation_id FROM participants WHERE user_id = given.id) AS ids
       FROM unnest($1::uuid[]) WITH ORDINALITY given (id, ordinal) ORDER BY given.ordinal`,
      [userIds],
    );
    return rows.map(({ ids }) => ids);
  }

  /** Those who came first in each conversation, at most `limit` of each, in order. */
  firstOf(conversationIds: readonly string[], limit: number): Promise<ParticipantEntity[]> {
    return this.select(
      `FROM unnest($1::uuid[]) wanted (id)
       CROSS JOIN LATERAL (
         SELECT * FROM participants WHERE conversation_id = wanted.id ORDER BY position LIMIT $2
       ) p
       ORDER BY p.conversation_id, p.position`,
      [conversationIds, limit],
    );
  }

  /** Those who came after `position`, in order. */
  page(conversationId: string, position: number, limit: number): Promise<ParticipantEntity[]> {
    return this.select(
      `FROM participants p WHERE conversation_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
      [conversationId, position, limit],
    );
  }

  /** For each of these users, the ids of their conversations of at most `participantsMax`. */
  async smallConversationsOf(
    userIds: readonly string[],
    participantsMax: number,
  ): Promise<{ userId: string; conversationIds: string[] }[]> {
    return preparedRows(
      this.unitOfWork.manager,
      `SELECT p.user_id AS "userId", array_agg(c.id) AS "conversationIds"
       FROM participants p JOIN conversations c ON c.id = p.conversation_id
       WHERE p.user_id = ANY($1::uuid[]) AND c.participant_count <= $2
       GROUP BY p.user_id`,
      [userIds, participantsMax],
    );
  }

  /**
   * The others in the user's conversations of at most `participantsMax`, last active first. Bounded: of their 200 most
   * recently active ones, 1,000 people.
   */
  async correspondentsOf(userId: string, participantsMax: number): Promise<string[]> {
    const rows = await preparedRows<{ userId: string }>(
      this.unitOfWork.manager,
      `SELECT p.user_id AS "userId"
       FROM (
         SELECT c.id, c.last_active_at FROM participants own JOIN conversations c ON c.id = own.conversation_id
         WHERE own.user_id = $1 AND c.participant_count <= $2
         ORDER BY c.last_active_at DESC, c.id LIMIT 200
       ) recent
       JOIN participants p ON p.conversation_id = recent.id
       WHERE p.user_id <> $1
       GROUP BY p.user_id ORDER BY max(recent.last_active_at) DESC, p.user_id LIMIT 1000`,
      [userId, participantsMax],
    );
    return rows.map((row) => row.userId);
  }

  /**
   * Adds them in this order, with both markers at `lastSeq`, where they join. The log says so without a time, unless it has them there
   * already: they neither got nor read what was there before.
   */
  async add(
    conversationId: string,
    people: readonly NewParticipant[],
    lastSeq: number,
    joinedAt: Date,
  ): Promise<void> {
    await preparedRows(
      this.unitOfWork.manager,
      `WITH added AS (
         INSERT INTO participants
           (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq, last_delivered_seq)
         SELECT $1, person.user_id, person.role, $5, $4, $4, $4
         FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY person (user_id, role, ordinal)
         ORDER BY person.ordinal
         RETURNING conversation_id, user_id, last_read_seq
       )
       INSERT INTO marker_advance_blocks AS b (conversation_id, user_id, kind, seqs, ats)
       SELECT conversation_id, user_id, 'read', ARRAY[last_read_seq], ARRAY[NULL::timestamptz]
       FROM added WHERE last_read_seq > 0
       ON CONFLICT (conversation_id, user_id, kind, block, day)
       DO UPDATE SET seqs = b.seqs || excluded.seqs, ats = b.ats || excluded.ats
       WHERE b.seqs[cardinality(b.seqs)] < excluded.seqs[1]`,
      [conversationId, people.map(({ userId }) => userId), people.map(({ role }) => role), lastSeq, joinedAt],
    );
  }

  /** Whether they participate; then they go on doing so until the running unit ends. Sends and marks are not held up. */
  async hold(conversationId: string, userId: string): Promise<boolean> {
    const rows = await preparedRows(
      this.unitOfWork.manager,
      `SELECT 1 FROM participants WHERE conversation_id = $1 AND user_id = $2
       FOR KEY SHARE ${this.unitOfWork.waitsForLocks ? '' : 'NOWAIT'}`,
      [conversationId, userId],
    );
    return rows.length > 0;
  }

  /** False if they didn't participate. */
  async remove(conversationId: string, userId: string): Promise<boolean> {
    const rows = await preparedRows(
      this.unitOfWork.manager,
      `DELETE FROM participants WHERE conversation_id = $1 AND user_id = $2 RETURNING user_id`,
      [conversationId, userId],
    );
    return rows.length > 0;
  }

  /** Makes the longest-standing participant an owner if nobody is one. */
  async ensureOwner(conversationId: string): Promise<void> {
    await preparedRows(
      this.unitOfWork.manager,
      `UPDATE participants SET role = 'owner'
       WHERE conversation_id = $1
         AND position = (SELECT min(position) FROM participants WHERE conversation_id = $1)
         AND NOT EXISTS (SELECT 1 FROM participants WHERE conversation_id = $1 AND role = 'owner')`,
      [conversationId],
    );
  }

  private select(from: string, parameters: readonly unknown[]): Promise<ParticipantEntity[]> {
    const { manager } = this.unitOfWork;
    return preparedRows(manager, `SELECT ${columnsOf(manager, ParticipantEntity, 'p')} ${from}`, parameters);
  }
}
