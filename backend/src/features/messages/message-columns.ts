import { limits, type Reaction } from '@litspark/shared-contracts';
import type { EntityManager } from 'typeorm';
import { columnsOf } from '../../platform/database/query-rows.js';
import { MessageEntity } from './message.entity.js';

/** A message with the reactions to it: whoever reads one reads both, in one statement and so of one moment. */
export type StoredMessage = MessageEntity & { reactions: Reaction[] };

/** What `StoredMessage` is read from: the columns of `alias` and the reactions beside them. */
export const messageColumns = (manager: EntityManager, alias: string): string =>
  `${columnsOf(manager, MessageEntity, alias)}, ${reactionsOf(alias)} AS reactions`;

/** The reactions to the message that `alias` is: the emoji that came first is first, and so is who came first. */
export const reactionsOf = (alias: string): string =>
  `(SELECT coalesce(
      jsonb_agg(
        jsonb_build_object('emoji', emoji, 'count', people, 'userIds', first_ids) ORDER BY first_position
      ), '[]')
    FROM (
      SELECT emoji, count(*) AS people, min(position) AS first_position,
             (array_agg(user_id ORDER BY position))[1:${limits.reactionUserIds}] AS first_ids
      FROM reactions WHERE message_id = ${alias}.id GROUP BY emoji
    ) by_emoji)`;
