import { Injectable } from '@nestjs/common';
import { confirmationUserIds } from '@litspark/shared-contracts';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ConfirmationRequestEntity } from './confirmation-request.entity.js';

/** How far a message is behind its confirmations. */
export interface Backlog {
  isBehind: boolean;
  /** Since it followed last; null if it never did. */
  sinceMs: number | null;
}

/** Statements on who confirmed. */
@Injectable()
export class ConfirmationsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async find(messageId: string, userId: string): Promise<Date | null> {
    const [found] = await queryRows<{ at: Date }>(
      this.unitOfWork.manager,
      `SELECT at FROM confirmations WHERE message_id = $1 AND user_id = $2`,
      [messageId, userId],
    );
    return found?.at ?? null;
  }

  /** Null if they confirmed before. */
  async add(messageId: string, userId: string): Promise<Date | null> {
    const [added] = await queryRows<{ at: Date }>(
      this.unitOfWork.manager,
      `INSERT INTO confirmations (message_id, user_id, at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT DO NOTHING RETURNING at`,
      [messageId, userId],
    );
    return added?.at ?? null;
  }

  async any(messageId: string): Promise<boolean> {
    const rows = await queryRows(
      this.unitOfWork.manager,
      `SELECT FROM confirmations WHERE message_id = $1 LIMIT 1`,
      [messageId],
    );
    return rows.length > 0;
  }

  async backlog(messageId: string): Promise<Backlog> {
    const [backlog] = await queryRows<Backlog>(
      this.unitOfWork.manager,
      `SELECT coalesce(bool_or(followed_at IS NULL), false) AS "isBehind",
              (extract(epoch FROM clock_timestamp() - max(followed_at)) * 1000)::float8 AS "sinceMs"
       FROM confirmations WHERE message_id = $1`,
      [messageId],
    );
    return backlog ?? { isBehind: false, sinceMs: null };
  }

  /** Notes that the message follows all confirmations there are, and gives how many there are and the first of them. */
  async follow(messageId: string): Promise<{ count: number; userIds: string[] }> {
    await this.settle(messageId);
    const [state] = await queryRows<{ count: number; userIds: string[] }>(
      this.unitOfWork.manager,
      `SELECT (SELECT count(*)::int FROM confirmations WHERE message_id = $1 AND followed_at IS NOT NULL) AS count,
              ARRAY(SELECT user_id FROM confirmations WHERE message_id = $1 AND followed_at IS NOT NULL
                    ORDER BY at, user_id LIMIT $2) AS "userIds"`,
      [messageId, confirmationUserIds],
    );
    return state ?? { count: 0, userIds: [] };
  }

  /** Notes that nothing of a message is left to follow. */
  async settle(messageId: string): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `UPDATE confirmations SET followed_at = clock_timestamp() WHERE message_id = $1 AND followed_at IS NULL`,
      [messageId],
    );
  }

  /** Messages that are behind by more than they ever are while a node waits to let them follow. */
  behind(limit: number): Promise<Pick<ConfirmationRequestEntity, 'messageId' | 'conversationId'>[]> {
    return queryRows(
      this.unitOfWork.manager,
      `SELECT r.message_id AS "messageId", r.conversation_id AS "conversationId"
       FROM confirmation_requests r
       WHERE r.message_id IN (SELECT c.message_id FROM confirmations c
                              WHERE c.followed_at IS NULL AND c.at < now() - interval '3 seconds')
       LIMIT $1`,
      [limit],
    );
  }
}
