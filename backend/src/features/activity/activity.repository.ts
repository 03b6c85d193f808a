import { Injectable } from '@nestjs/common';
import type { ActivityKind } from '@litspark/shared-contracts';
import { columnsOf, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ActivityEntryEntity } from './activity-entry.entity.js';

/** Rows of one statement: no lock is held for long. */
const rowsAtOnce = 5_000;

/** What is to be stored; the time is the database's. */
export type NewEntry = Omit<ActivityEntryEntity, 'at'>;

export interface EntryQuery {
  userId: string;
  kind: ActivityKind | null;
  after: { at: Date; id: string } | null;
  limit: number;
}

/** What `e` tells of is there, and its person may see it. */
const isVisible = `
  (e.message_id IS NULL
    OR EXISTS (SELECT FROM messages m WHERE m.id = e.message_id AND m.deleted_at IS NULL))
  AND (e.conversation_id IS NULL
    OR EXISTS (SELECT FROM participants p WHERE p.conversation_id = e.conversation_id AND p.user_id = e.user_id))`;

/** Statements on what happened to people. */
@Injectable()
export class ActivityRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Stores those that were not told yet, of those whose person may see what they tell of; gives them in no order. */
  add(entries: readonly NewEntry[]): Promise<ActivityEntryEntity[]> {
    const { manager } = this.unitOfWork;
    return queryRows(
      manager,
      `INSERT INTO activity_entries AS stored
         (id, user_id, kind, actor_id, conversation_id, message_id, seq, source)
       SELECT e.* FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bigint[], $8::text[])
         e (id, user_id, kind, actor_id, conversation_id, message_id, seq, source)
       WHERE ${isVisible}
       -- In one order everywhere, so that two who tell the same can't wait for each other.
       ORDER BY user_id, kind, source
       ON CONFLICT DO NOTHING
       RETURNING ${columnsOf(manager, ActivityEntryEntity, 'stored')}`,
      [
        entries.map(({ id }) => id),
        entries.map(({ userId }) => userId),
        entries.map(({ kind }) => kind),
        entries.map(({ actorId }) => actorId),
        entries.map(({ conversationId }) => conversationId),
        entries.map(({ messageId }) => messageId),
        entries.map(({ seq }) => seq),
        entries.map(({ source }) => source),
      ],
    );
  }

  /** Newest first. */
  page({ userId, kind, after, limit }: EntryQuery): Promise<ActivityEntryEntity[]> {
    const { manager } = this.unitOfWork;
    return queryRows(
      manager,
      `SELECT ${columnsOf(manager, ActivityEntryEntity, 'e')} FROM activity_entries e
       WHERE e.user_id = $1 AND ($2::text IS NULL OR e.kind = $2)
         AND ($3::timestamptz IS NULL OR (e.at, e.id) < ($3, $4::uuid)) AND ${isVisible}
       ORDER BY e.at DESC, e.id DESC LIMIT $5`,
      [userId, kind, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** How many came after `at`, `most` at most. */
  async countAfter(userId: string, at: Date | null, most: number): Promise<number> {
    const [row] = await queryRows<{ count: number }>(
      this.unitOfWork.manager,
      `SELECT count(*)::int AS count FROM (
         SELECT FROM activity_entries e
         WHERE e.user_id = $1 AND ($2::timestamptz IS NULL OR e.at > $2) AND ${isVisible}
         LIMIT $3
       ) newer`,
      [userId, at, most],
    );
    return row?.count ?? 0;
  }

  /** Forgets what tells of a conversation that the person no longer sees: who comes back does not find it again. */
  async removeOfConversation(userId: string, conversationId: string): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `DELETE FROM activity_entries WHERE user_id = $1 AND conversation_id = $2`,
      [userId, conversationId],
    );
  }

  /** Forgets some of what is older than so many days; whether there was any. */
  async forgetSome(days: number): Promise<boolean> {
    const rows = await queryRows(
      this.unitOfWork.manager,
      `DELETE FROM activity_entries WHERE id IN (
         SELECT id FROM activity_entries WHERE at < now() - make_interval(days => $1)
         LIMIT ${rowsAtOnce} FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [days],
    );
    return rows.length > 0;
  }
}
