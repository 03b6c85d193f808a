import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { columnsOf, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { MessageEntity } from './message.entity.js';

/** A former body and when it was written. */
export interface FormerBody {
  body: string;
  writtenAt: Date;
}

/** The reactions to message `m`: the emoji that came first is first, and so is who came first. */
const presentReactions = `(
  SELECT coalesce(
    jsonb_agg(
      jsonb_build_object('emoji', emoji, 'count', people, 'userIds', first_ids) ORDER BY first_position
    ), '[]')
  FROM (
    SELECT emoji, count(*) AS people, min(position) AS first_position,
           (array_agg(user_id ORDER BY position))[1:${limits.reactionUserIds}] AS first_ids
    FROM reactions WHERE message_id = m.id GROUP BY emoji
  ) by_emoji
)`;

/** Statements that change a message whose conversation is locked. */
@Injectable()
export class MessageChangesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Stores what the message is now, under `next.revision`, with the reactions that there are now; gives it. */
  async store(next: MessageEntity): Promise<MessageEntity> {
    const { manager } = this.unitOfWork;
    const [stored] = await queryRows<MessageEntity>(
      manager,
      `UPDATE messages m
       SET body = $2, edited_at = $3, deleted_at = $4, revision = $5, parts = $6, body_revision = $7,
           reactions = ${presentReactions}
       WHERE m.id = $1 RETURNING ${columnsOf(manager, MessageEntity, 'm')}`,
      [
        next.id,
        next.body,
        next.editedAt,
        next.deletedAt,
        next.revision,
        JSON.stringify(next.parts),
        next.bodyRevision,
      ],
    );
    if (!stored) throw new Error('a message was lost while its conversation was locked');
    return stored;
  }

  /** Those above `afterNumber`, `limit` at most, oldest first, without the present body. */
  versions(
    messageId: string,
    afterNumber: number,
    limit: number,
  ): Promise<(FormerBody & { number: number })[]> {
    return queryRows(
      this.unitOfWork.manager,
      `SELECT number, body, written_at AS "writtenAt" FROM message_versions
       WHERE message_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
      [messageId, afterNumber, limit],
    );
  }

  /** Keeps a former body. False if the message has `most` former bodies already. */
  async keepVersion(messageId: string, { body, writtenAt }: FormerBody, most: number): Promise<boolean> {
    const kept = await queryRows(
      this.unitOfWork.manager,
      `INSERT INTO message_versions (message_id, number, body, written_at)
       SELECT $1::uuid, coalesce(max(number), 0) + 1, $2::text, $3::timestamptz FROM message_versions WHERE message_id = $1
       HAVING coalesce(max(number), 0) < $4 RETURNING number`,
      [messageId, body, writtenAt, most],
    );
    return kept.length > 0;
  }

  /** Leaves mentions of these users alone, as far as they participate; gives those who were not mentioned before. */
  async replaceMentions(
    { id, conversationId, seq }: Pick<MessageEntity, 'id' | 'conversationId' | 'seq'>,
    userIds: readonly string[],
  ): Promise<string[]> {
    const { manager } = this.unitOfWork;
    await queryRows(manager, `DELETE FROM mentions WHERE message_id = $1 AND user_id <> ALL($2::uuid[])`, [
      id,
      userIds,
    ]);
    if (userIds.length === 0) return [];
    const added = await queryRows<{ userId: string }>(
      manager,
      `INSERT INTO mentions (message_id, user_id, conversation_id, seq)
       SELECT $1::uuid, user_id, conversation_id, $4::bigint FROM participants
       WHERE conversation_id = $2 AND user_id = ANY($3::uuid[])
       ON CONFLICT DO NOTHING RETURNING user_id AS "userId"`,
      [id, conversationId, userIds, seq],
    );
    return added.map(({ userId }) => userId);
  }

  /** Takes away all that stands beside a message: what it said before, whom it mentions, the reactions. */
  async strip(messageId: string): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `WITH versions AS (DELETE FROM message_versions WHERE message_id = $1),
            mentioned AS (DELETE FROM mentions WHERE message_id = $1)
       DELETE FROM reactions WHERE message_id = $1`,
      [messageId],
    );
  }
}
