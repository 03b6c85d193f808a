import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** One person's reaction, at its position among those with the same emoji. */
export interface StoredReaction {
  userId: string;
  position: number;
  reactedAt: Date | null;
}

/** Statements on reactions to a message; those that change them want its conversation locked. */
@Injectable()
export class ReactionsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Those who reacted so after `position`, in the order they did. */
  page(messageId: string, emoji: string, position: number, limit: number): Promise<StoredReaction[]> {
    return queryRows(
      this.unitOfWork.manager,
      `SELECT user_id AS "userId", position, reacted_at AS "reactedAt" FROM reactions
       WHERE message_id = $1 AND emoji = $2 AND position > $3 ORDER BY position LIMIT $4`,
      [messageId, emoji, position, limit],
    );
  }

  async has(messageId: string, emoji: string, userId: string): Promise<boolean> {
    const found = await queryRows(
      this.unitOfWork.manager,
      `SELECT 1 FROM reactions WHERE message_id = $1 AND emoji = $2 AND user_id = $3`,
      [messageId, emoji, userId],
    );
    return found.length > 0;
  }

  /** False if they reacted so before. */
  async add(messageId: string, emoji: string, userId: string): Promise<boolean> {
    const added = await queryRows(
      this.unitOfWork.manager,
      `INSERT INTO reactions (message_id, emoji, user_id) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING user_id`,
      [messageId, emoji, userId],
    );
    return added.length > 0;
  }

  /** False if they did not react so. */
  async remove(messageId: string, emoji: string, userId: string): Promise<boolean> {
    const removed = await queryRows(
      this.unitOfWork.manager,
      `DELETE FROM reactions WHERE message_id = $1 AND emoji = $2 AND user_id = $3 RETURNING user_id`,
      [messageId, emoji, userId],
    );
    return removed.length > 0;
  }
}
