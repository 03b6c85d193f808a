import { Injectable } from '@nestjs/common';
import { columnsOf, preparedRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { MessageEntity } from './message.entity.js';
import { movingAlong } from './moving-along.js';
import type { LockedConversation, Locks, NumberedMessage, Send, SendContext } from './message-batch.js';

/** The statements of a batch of sends: a fixed number, whatever the number of sends and conversations. */
@Injectable()
export class MessageBatchesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Locks these conversations. Those that another process holds are passed over, unless the unit may wait for locks:
   * then it is one conversation alone, so that units of two nodes can't wait for each other.
   */
  async lock(conversationIds: readonly string[]): Promise<Locks> {
    const rows = await preparedRows<LockedConversation & { isLocked: boolean; isHeld: boolean }>(
      this.unitOfWork.manager,
      `SELECT wanted.id, c.id IS NOT NULL AS "isLocked",
              c.id IS NULL AND EXISTS (SELECT FROM conversations WHERE id = wanted.id) AS "isHeld",
              c.kind, c.last_seq AS "lastSeq", c.revision, c.participants_revision AS "participantsRevision",
              c.last_active_at AS "lastActiveAt", c.archived_at IS NOT NULL AS archived
       FROM unnest($1::uuid[]) wanted (id)
       LEFT JOIN LATERAL (SELECT * FROM conversations WHERE id = wanted.id LIMIT 1 ${this.rowLock}) c ON true`,
      [conversationIds],
    );
    return {
      locked: new Map(rows.filter(({ isLocked }) => isLocked).map((row) => [row.id, row])),
      heldElsewhere: new Set(rows.filter(({ isHeld }) => isHeld).map(({ id }) => id)),
    };
  }

  /**
   * What is known of each send, in their order: whether its sender participates, and whether it was stored before. Locks
   * the senders' markers, which go along with their messages, and passes over those that another process is moving.
   * `conditions` are SQL on `send`, asked besides.
   */
  async loadContexts(sends: readonly Send[], conditions: readonly string[]): Promise<SendContext[]> {
    const { manager } = this.unitOfWork;
    const rows = await preparedRows<MessageEntity & Omit<SendContext, 'stored'>>(
      manager,
      `SELECT p.user_id IS NOT NULL OR held.user_id IS NOT NULL AS participates, p.role, held.user_id IS NOT NULL AS "markerIsHeld",
              r.id IS NOT NULL AS "replyToIsHere", clock_timestamp() AS now,
              ARRAY[${conditions.join(', ')}]::boolean[] AS conditions,
              ${columnsOf(manager, MessageEntity, 'm')}
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) WITH ORDINALITY
         send (conversation_id, sender_id, client_message_id, reply_to_id, ordinal)
       -- LIMIT keeps the planner to one look-up in an index for each send: a join reads whole tables for a large batch.
       LEFT JOIN LATERAL (
         SELECT user_id, role FROM participants
         WHERE conversation_id = send.conversation_id AND user_id = send.sender_id LIMIT 1 ${this.rowLock}
       ) p ON true
       LEFT JOIN LATERAL (
         SELECT user_id FROM participants
         WHERE p.user_id IS NULL AND conversation_id = send.conversation_id AND user_id = send.sender_id LIMIT 1
       ) held ON true
       LEFT JOIN LATERAL (
         SELECT * FROM messages
         WHERE sender_id = send.sender_id AND client_message_id = send.client_message_id LIMIT 1
       ) m ON true
       LEFT JOIN LATERAL (
         SELECT id FROM messages
         WHERE id = send.reply_to_id AND conversation_id = send.conversation_id LIMIT 1
       ) r ON true
       ORDER BY send.ordinal`,
      [
        sends.map((send) => send.conversationId),
        sends.map((send) => send.senderId),
        sends.map((send) => send.clientMessageId),
        sends.map((send) => send.replyToId),
      ],
    );
    return rows.map(
      ({ participates, role, markerIsHeld, replyToIsHere, conditions: held, now, ...stored }) => ({
        participates,
        role,
        markerIsHeld,
        replyToIsHere,
        conditions: held,
        now,
        // An outer join leaves nothing but nulls where nothing was stored.
        stored: (stored.id as string | null) === null ? null : stored,
      }),
    );
  }

  /**
   * Stores the messages, moves their conversations and their senders' markers along, and keeps when, and who is mentioned,
   * as far as they participate. Gives the mentions kept. Throws the unique violation of `messages_client_message_id`
   * when another node just stored one of them for another conversation.
   */
  store(messagesToStore: readonly NumberedMessage[]): Promise<{ messageId: string; userId: string }[]> {
    const mentions = messagesToStore.flatMap(({ message, mentionedUserIds }) =>
      mentionedUserIds.map((userId) => ({ message, userId })),
    );
    const messages = messagesToStore.map(({ message }) => message);
    return preparedRows(
      this.unitOfWork.manager,
      `WITH sent AS MATERIALIZED (
         SELECT * FROM unnest(
           $1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[],
           $9::timestamptz[], $10::jsonb[]
         ) sent (id, conversation_id, seq, revision, sender_id, client_message_id, body, reply_to_id, created_at, parts)
       ), stored AS (
         INSERT INTO messages
           (id, conversation_id, seq, revision, sender_id, client_message_id, body, reply_to_id, created_at, parts,
            body_revision)
         -- In one order everywhere, so that nodes which store the same ids can't wait for each other.
         SELECT *, revision FROM sent ORDER BY sender_id, client_message_id
       ), ${movingAlong('sent')}, mentioned AS (
         INSERT INTO mentions (message_id, user_id, conversation_id, seq)
         SELECT mention.message_id, p.user_id, p.conversation_id, mention.seq
         FROM unnest($11::uuid[], $12::uuid[], $13::uuid[], $14::bigint[])
           mention (message_id, user_id, conversation_id, seq)
         JOIN participants p
           ON p.conversation_id = mention.conversation_id AND p.user_id = mention.user_id
         RETURNING message_id, user_id
       )
       SELECT message_id AS "messageId", user_id AS "userId" FROM mentioned`,
      [
        messages.map((message) => message.id),
        messages.map((message) => message.conversationId),
        messages.map((message) => message.seq),
        messages.map((message) => message.revision),
        messages.map((message) => message.senderId),
        messages.map((message) => message.clientMessageId),
        messages.map((message) => message.body),
        messages.map((message) => message.replyToId),
        messages.map((message) => message.createdAt),
        messages.map((message) => JSON.stringify(message.parts)),
        mentions.map(({ message }) => message.id),
        mentions.map(({ userId }) => userId),
        mentions.map(({ message }) => message.conversationId),
        mentions.map(({ message }) => message.seq),
      ],
    );
  }

  private get rowLock(): string {
    return this.unitOfWork.waitsForLocks ? 'FOR NO KEY UPDATE' : 'FOR NO KEY UPDATE SKIP LOCKED';
  }
}
