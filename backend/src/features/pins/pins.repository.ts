import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PinEntity } from './pin.entity.js';

/** Statements on pins; those that change them want the conversation locked. */
@Injectable()
export class PinsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The messages pinned in a conversation, the newest pin first. */
  async messageIds(conversationId: string): Promise<string[]> {
    const rows = await queryRows<Pick<PinEntity, 'messageId'>>(
      this.unitOfWork.manager,
      `SELECT message_id AS "messageId" FROM pins WHERE conversation_id = $1 ORDER BY position DESC`,
      [conversationId],
    );
    return rows.map(({ messageId }) => messageId);
  }

  /** False if the conversation has `most` pins already. */
  async add(
    { messageId, conversationId, userId, pinnedAt }: Omit<PinEntity, 'position'>,
    most: number,
  ): Promise<boolean> {
    const added = await queryRows(
      this.unitOfWork.manager,
      `INSERT INTO pins (message_id, conversation_id, user_id, pinned_at)
       SELECT $1::uuid, $2::uuid, $3::uuid, $4::timestamptz
       WHERE (SELECT count(*) FROM pins WHERE conversation_id = $2) < $5
       RETURNING message_id`,
      [messageId, conversationId, userId, pinnedAt, most],
    );
    return added.length > 0;
  }

  async remove(messageId: string): Promise<void> {
    await queryRows(this.unitOfWork.manager, `DELETE FROM pins WHERE message_id = $1`, [messageId]);
  }
}
