import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Statements on reactions to a message whose conversation is locked. */
@Injectable()
export class ReactionsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

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
