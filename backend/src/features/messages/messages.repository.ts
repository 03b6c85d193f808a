import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { groupBy } from '../../platform/collections/group-by.js';
import { columnsOf, preparedRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { MessageEntity } from './message.entity.js';

/** Reads of messages. Who may read them is decided by the caller. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The messages from `fromSeq` to `toSeq`, ends included, in order. */
  range(conversationId: string, fromSeq: number, toSeq: number): Promise<MessageEntity[]> {
    if (fromSeq > toSeq) return Promise.resolve([]);
    return this.select(
      `FROM messages m WHERE m.conversation_id = $1 AND m.seq BETWEEN $2 AND $3 ORDER BY m.seq`,
      [conversationId, fromSeq, toSeq],
    );
  }

  /** The messages of each of these windows, ends included, in order; windows and their messages in the order given. */
  async ranges(
    windows: readonly { conversationId: string; fromSeq: number; toSeq: number }[],
  ): Promise<MessageEntity[][]> {
    const { manager } = this.unitOfWork;
    const found = await preparedRows<MessageEntity & { ordinal: number }>(
      manager,
      `SELECT ${columnsOf(manager, MessageEntity, 'm')}, given.ordinal
       FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) WITH ORDINALITY given (id, from_seq, to_seq, ordinal)
       CROSS JOIN LATERAL (
         SELECT * FROM messages
         WHERE conversation_id = given.id AND seq BETWEEN given.from_seq AND given.to_seq ORDER BY seq
       ) m
       ORDER BY given.ordinal, m.seq`,
      [
        windows.map(({ conversationId }) => conversationId),
        windows.map(({ fromSeq }) => fromSeq),
        windows.map(({ toSeq }) => toSeq),
      ],
    );
    const byWindow = groupBy(found, ({ ordinal }) => ordinal - 1);
    return windows.map((_, place) => byWindow.get(place) ?? []);
  }

  /** One message of a conversation; null if there is none, or it is another's. */
  async find(conversationId: string, id: string): Promise<MessageEntity | null> {
    const [found] = await this.select(`FROM messages m WHERE m.id = $1 AND m.conversation_id = $2`, [
      id,
      conversationId,
    ]);
    return found ?? null;
  }

  /** Those of these messages that are of this conversation, in no order. */
  among(conversationId: string, ids: readonly string[]): Promise<MessageEntity[]> {
    return this.select(`FROM messages m WHERE m.id = ANY($2::uuid[]) AND m.conversation_id = $1`, [
      conversationId,
      ids,
    ]);
  }

  /** The message at one seq of each conversation, in no order. */
  at(positions: readonly { conversationId: string; seq: number }[]): Promise<MessageEntity[]> {
    return this.select(
      `FROM unnest($1::uuid[], $2::bigint[]) given (conversation_id, seq)
       CROSS JOIN LATERAL (
         SELECT * FROM messages WHERE conversation_id = given.conversation_id AND seq = given.seq LIMIT 1
       ) m`,
      [positions.map((position) => position.conversationId), positions.map((position) => position.seq)],
    );
  }

  /** For each conversation what changed above a revision, in ascending revision, at most `limit` of each. */
  changedSince(
    positions: readonly { conversationId: string; revision: number }[],
    limit: number,
  ): Promise<MessageEntity[]> {
    return this.select(
      `FROM unnest($1::uuid[], $2::bigint[]) given (conversation_id, revision)
       CROSS JOIN LATERAL (
         SELECT * FROM messages
         WHERE conversation_id = given.conversation_id AND revision > given.revision
         ORDER BY revision LIMIT $3
       ) m
       ORDER BY m.conversation_id, m.revision`,
      [
        positions.map((position) => position.conversationId),
        positions.map((position) => position.revision),
        limit,
      ],
    );
  }

  /** What `changedSince` would weigh for each conversation: bytes of text, of reactions and of parts. */
  weightSince(
    positions: readonly { conversationId: string; revision: number }[],
    limit: number,
  ): Promise<{ conversationId: string; bytes: number }[]> {
    return preparedRows(
      this.unitOfWork.manager,
      `SELECT given.conversation_id AS "conversationId", (
         SELECT coalesce(sum(octet_length(m.body) + octet_length(m.reactions::text) + octet_length(m.parts::text)), 0) FROM (
           SELECT body, reactions, parts FROM messages
           WHERE conversation_id = given.conversation_id AND revision > given.revision
           ORDER BY revision LIMIT $3
         ) m
       ) AS bytes
       FROM unnest($1::uuid[], $2::bigint[]) given (conversation_id, revision)`,
      [
        positions.map((position) => position.conversationId),
        positions.map((position) => position.revision),
        limit,
      ],
    );
  }

  /** Unread mentions above each marker; stops at 100. A deleted message mentions nobody: `strip` takes its rows away. */
  mentionCounts(
    markers: readonly { readerId: string; conversationId: string; lastReadSeq: number }[],
  ): Promise<{ readerId: string; conversationId: string; count: number }[]> {
    return preparedRows(
      this.unitOfWork.manager,
      `SELECT marker.reader_id AS "readerId", marker.conversation_id AS "conversationId", (
         SELECT count(*) FROM (
           SELECT 1 FROM mentions n
           WHERE n.user_id = marker.reader_id AND n.conversation_id = marker.conversation_id
             AND n.seq > marker.last_read_seq
           LIMIT ${limits.mentionCountMax}
         ) unread
       ) AS count
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) marker (reader_id, conversation_id, last_read_seq)`,
      [
        markers.map((marker) => marker.readerId),
        markers.map((marker) => marker.conversationId),
        markers.map((marker) => marker.lastReadSeq),
      ],
    );
  }

  /** Whether this sender already stored a message with this id. */
  async isStored(senderId: string, clientMessageId: string): Promise<boolean> {
    const rows = await preparedRows(
      this.unitOfWork.manager,
      `SELECT 1 FROM messages WHERE sender_id = $1 AND client_message_id = $2`,
      [senderId, clientMessageId],
    );
    return rows.length > 0;
  }

  private select(from: string, parameters: readonly unknown[]): Promise<MessageEntity[]> {
    const { manager } = this.unitOfWork;
    return preparedRows(manager, `SELECT ${columnsOf(manager, MessageEntity, 'm')} ${from}`, parameters);
  }
}
