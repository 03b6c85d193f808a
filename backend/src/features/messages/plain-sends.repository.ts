import { Injectable } from '@nestjs/common';
import { type CommitRecord, insertOfCommitRecord } from '../../platform/database/commit-records.js';
import { columnsOf, preparedRows, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { newMessage, type Send } from './message-batch.js';
import { MessageEntity } from './message.entity.js';
import { movingAlong } from './moving-along.js';

/** A message that was stored, and what others are to be told of it. */
export interface StoredMessage {
  message: MessageEntity;
  /** Participants whom the body mentions. */
  mentionedUserIds: string[];
  participantsRevision: number;
}

/** A send under the id that its message takes, with the people whom its body names, participants or not. */
export interface PlainSend extends Send {
  id: string;
  mentionedUserIds: readonly string[];
}

interface Numbered {
  id: string;
  seq: number;
  revision: number;
  createdAt: Date;
  participantsRevision: number;
  mentionedUserIds: string[];
}

/** The one statement that stores sends against which nothing speaks, and commits by itself. */
@Injectable()
export class PlainSendsRepository {
  private texts: { one: string; many: string } | null = null;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Stores the sends of each conversation of which all are plain: the conversation can be locked at once and isn't archived, the
   * senders participate, no message has their ids yet, and what they answer is there; and none of `exceptions`, SQL conditions on
   * `send`, holds. Moves the conversations and the senders' markers along, and keeps the times and the mentions. Gives what was
   * stored in the order of the sends, null for each send that was left alone. Throws the unique violation of
   * `messages_client_message_id` when another node just stored one of them: then nothing was stored.
   */
  async store(
    sends: readonly PlainSend[],
    exceptions: readonly string[],
    record: CommitRecord,
  ): Promise<(StoredMessage | null)[]> {
    const { text, values } = this.statementOf(sends, exceptions, record);
    const rows = await preparedRows<Numbered>(this.unitOfWork.manager, text, values);
    const stored = new Map(rows.map((row) => [row.id, row]));
    return sends.map((send) => {
      const row = stored.get(send.id);
      return row ? storedAs(send, row) : null;
    });
  }

  private statementOf(
    sends: readonly PlainSend[],
    exceptions: readonly string[],
    { node, number }: CommitRecord,
  ): { text: string; values: readonly unknown[] } {
    this.texts ??= { one: storingOne(exceptions), many: storingMany(exceptions) };
    const mentions = sends.flatMap(({ id, mentionedUserIds }) =>
      mentionedUserIds.map((userId) => ({ id, userId })),
    );
    const [send] = sends;
    if (send && sends.length === 1 && mentions.length === 0)
      return { text: this.texts.one, values: [...valuesOf(send), node, number] };
    const named = [mentions.map(({ id }) => id), mentions.map(({ userId }) => userId)];
    return { text: this.texts.many, values: [...columnsOfSends(sends), node, number, ...named] };
  }

  /** The messages of these ids as they are now, in the order of the sends; null for those that aren't stored. */
  async find(sends: readonly PlainSend[]): Promise<(StoredMessage | null)[]> {
    const { manager } = this.unitOfWork;
    const rows = await queryRows<MessageEntity & Omit<StoredMessage, 'message'>>(
      manager,
      `SELECT ${columnsOf(manager, MessageEntity, 'm')}, c.participants_revision AS "participantsRevision",
              ARRAY(SELECT user_id FROM mentions WHERE message_id = m.id) AS "mentionedUserIds"
       FROM messages m JOIN conversations c ON c.id = m.conversation_id
       WHERE m.id = ANY($1::uuid[])`,
      [sends.map((send) => send.id)],
    );
    const found = new Map(
      rows.map(({ participantsRevision, mentionedUserIds, ...message }) => [
        message.id,
        { message, participantsRevision, mentionedUserIds },
      ]),
    );
    return sends.map((send) => found.get(send.id) ?? null);
  }
}

function storedAs(send: PlainSend, row: Numbered): StoredMessage {
  const { participantsRevision } = row;
  const mentionedUserIds = send.mentionedUserIds.filter((userId) => row.mentionedUserIds.includes(userId));
  const message = newMessage(send, { ...row, parts: {} });
  return { message, participantsRevision, mentionedUserIds };
}

type Value = string | number | Date | null;

const valuesOf = (send: PlainSend): Value[] => [
  send.id,
  send.conversationId,
  send.senderId,
  send.clientMessageId,
  send.body,
  send.replyToId,
  send.sentAt,
];

/** An array for each of the values, in the order of the sends. */
const columnsOfSends = (sends: readonly PlainSend[]): Value[][] => {
  const rows = sends.map(valuesOf);
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? null));
};

const types = ['uuid', 'uuid', 'uuid', 'uuid', 'text', 'uuid', 'timestamptz'];
const names = 'id, conversation_id, sender_id, client_message_id, body, reply_to_id, sent_at, ordinal';

/**
 * One send without mentions: of known size, so that PostgreSQL keeps its plan. Of arrays it doesn't know how many rows they make, and plans
 * again each time.
 */
const storingOne = (exceptions: readonly string[]): string =>
  storing(`VALUES (${types.map((type, index) => `$${index + 1}::${type}`).join(', ')}, 1)`, exceptions, '');

const storingMany = (exceptions: readonly string[]): string =>
  storing(
    `SELECT * FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) WITH ORDINALITY`,
    exceptions,
    `, mentioned AS (
      INSERT INTO mentions (message_id, user_id, conversation_id, seq)
      SELECT n.id, p.user_id, p.conversation_id, n.seq
      FROM unnest($10::uuid[], $11::uuid[]) mention (message_id, user_id)
      JOIN numbered n ON n.id = mention.message_id
      JOIN participants p ON p.conversation_id = n.conversation_id AND p.user_id = mention.user_id
      RETURNING message_id, user_id
    )`,
  );

const storing = (sends: string, exceptions: readonly string[], mentioned: string): string => `
  WITH send (${names}) AS MATERIALIZED (
    ${sends}
  ), present AS MATERIALIZED (
    SELECT date_trunc('milliseconds', clock_timestamp()) AS at
  ), wanted AS MATERIALIZED (
    SELECT id, (SELECT xmin FROM conversations WHERE id = named.id) AS version
    FROM (SELECT DISTINCT conversation_id AS id FROM send) named
  ), conversation AS MATERIALIZED (
    SELECT c.* FROM wanted
    CROSS JOIN LATERAL (
      SELECT id, last_seq, revision, participants_revision, last_active_at, xmin AS version FROM conversations
      WHERE id = wanted.id AND archived_at IS NULL LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    ) c
    -- Where it was written after the statement's snapshot was taken, what belongs to it may have changed too, unseen here.
    WHERE c.version = wanted.version
  ), judged AS MATERIALIZED (
    SELECT send.*, c.last_seq, c.revision, c.participants_revision, c.last_active_at,
           p.user_id IS NOT NULL AND m.id IS NULL AND (send.reply_to_id IS NULL OR r.id IS NOT NULL)
             AND NOT (${['false', ...exceptions].join(' OR ')}) AS is_plain
    FROM send
    JOIN conversation c ON c.id = send.conversation_id
    -- LIMIT keeps the planner to one look-up in an index for each send: a join reads whole tables for a large batch.
    LEFT JOIN LATERAL (
      SELECT user_id FROM participants
      WHERE conversation_id = send.conversation_id AND user_id = send.sender_id
      LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    ) p ON true
    LEFT JOIN LATERAL (
      SELECT id FROM messages
      WHERE sender_id = send.sender_id AND client_message_id = send.client_message_id LIMIT 1
    ) m ON true
    LEFT JOIN LATERAL (
      SELECT id FROM messages
      WHERE id = send.reply_to_id AND conversation_id = send.conversation_id LIMIT 1
    ) r ON true
  ), numbered AS MATERIALIZED (
    SELECT id, conversation_id, sender_id, client_message_id, body, reply_to_id, ordinal, participants_revision,
           last_seq + row_number() OVER earlier AS seq, revision + row_number() OVER earlier AS revision,
           -- A clock that was set back must not put a message before the one it follows.
           max(GREATEST(COALESCE(sent_at, present.at), last_active_at)) OVER earlier AS created_at
    FROM (SELECT *, bool_and(is_plain) OVER (PARTITION BY conversation_id) AS are_plain FROM judged) judged, present
    -- A conversation is left alone as a whole, so that its order is kept.
    WHERE are_plain
    WINDOW earlier AS (PARTITION BY conversation_id ORDER BY ordinal)
  ), stored AS (
    INSERT INTO messages
      (id, conversation_id, seq, revision, sender_id, client_message_id, body, reply_to_id, created_at, body_revision)
    SELECT id, conversation_id, seq, revision, sender_id, client_message_id, body, reply_to_id, created_at, revision
    -- In one order everywhere, so that nodes which store the same ids can't wait for each other.
    FROM numbered ORDER BY sender_id, client_message_id
  ), ${movingAlong('numbered')}, recorded AS (
    ${insertOfCommitRecord('$8', '$9')} WHERE EXISTS (SELECT FROM numbered)
  )${mentioned}
  SELECT id, seq, revision, created_at AS "createdAt", participants_revision AS "participantsRevision",
         ${mentioned ? 'ARRAY(SELECT user_id FROM mentioned WHERE message_id = numbered.id)' : "'{}'::uuid[]"} AS "mentionedUserIds"
  FROM numbered`;
