import { Injectable } from '@nestjs/common';
import type { ConversationKind, Visibility } from '@litspark/shared-contracts';
import { columnsOf, preparedRows, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ConversationEntity } from './conversation.entity.js';
import { ParticipantEntity } from './participant.entity.js';

export interface NewConversation {
  id: string;
  kind: ConversationKind;
  visibility: Visibility;
  title: string | null;
  searchText: string;
  directKey: string | null;
  participantCount: number;
  createdAt: Date;
}

/** What a change may set; the revision moves on in any case. */
export type ConversationChanges = Partial<
  Pick<ConversationEntity, 'title' | 'topic' | 'archivedAt' | 'participantCount'> & { searchText: string }
>;

/** A conversation and one participant's part in it. */
export type OwnConversation = ConversationEntity & ParticipantEntity;

/** A conversation as a reader's list needs it; `lastReadSeq` is null for who doesn't participate. */
export type ReadConversation = ConversationEntity & { lastReadSeq: number | null };

@Injectable()
export class ConversationsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Nobody else changes it until the running unit ends. Statements that follow see what came before. Fails where another
   * process holds it and the unit may not wait for locks.
   */
  async lock(id: string): Promise<ConversationEntity | null> {
    const [found] = await this.select<ConversationEntity>(
      '',
      `FROM conversations c WHERE c.id = $1 FOR NO KEY UPDATE ${this.unitOfWork.waitsForLocks ? '' : 'NOWAIT'}`,
      [id],
    );
    return found ?? null;
  }

  /** Writes a locked one as it is: a send that looked at what belongs to it before the lock was let go finds that it must look again. */
  async rewrite(id: string): Promise<void> {
    await preparedRows(
      this.unitOfWork.manager,
      `UPDATE conversations SET revision = revision WHERE id = $1`,
      [id],
    );
  }

  /** For whom the caller has authorised otherwise. */
  async find(id: string): Promise<ConversationEntity | null> {
    const [found] = await this.select<ConversationEntity>('', `FROM conversations c WHERE c.id = $1`, [id]);
    return found ?? null;
  }

  /** A conversation with the reader's own part in it; null if they don't participate. */
  async findOwn(readerId: string, id: string): Promise<OwnConversation | null> {
    const { manager } = this.unitOfWork;
    const [found] = await this.select<OwnConversation>(
      `, ${columnsOf(manager, ParticipantEntity, 'p')}`,
      `FROM participants p JOIN conversations c ON c.id = p.conversation_id
       WHERE p.user_id = $1 AND p.conversation_id = $2`,
      [readerId, id],
    );
    return found ?? null;
  }

  /** The same for each of these readers and conversations, in the order given. */
  async findOwnEach(
    wanted: readonly { userId: string; conversationId: string }[],
  ): Promise<(OwnConversation | null)[]> {
    const found = await this.select<OwnConversation & { ordinal: number }>(
      `, ${columnsOf(this.unitOfWork.manager, ParticipantEntity, 'p')}, given.ordinal`,
      `FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY given (user_id, conversation_id, ordinal)
       JOIN participants p ON p.user_id = given.user_id AND p.conversation_id = given.conversation_id
       JOIN conversations c ON c.id = p.conversation_id`,
      [wanted.map(({ userId }) => userId), wanted.map(({ conversationId }) => conversationId)],
    );
    const byPlace = new Map(found.map(({ ordinal, ...own }) => [ordinal - 1, own]));
    return wanted.map((_, place) => byPlace.get(place) ?? null);
  }

  /** Those of `ids` that exist, with the reader's markers, in no order. */
  readMany(readerId: string, ids: readonly string[]): Promise<ReadConversation[]> {
    return this.select(
      ', p.last_read_seq AS "lastReadSeq"',
      `FROM conversations c
       LEFT JOIN participants p ON p.conversation_id = c.id AND p.user_id = $1
       WHERE c.id = ANY($2::uuid[])`,
      [readerId, ids],
    );
  }

  /** A page of the reader's conversations, last active first, from behind `after`. */
  readPage(
    readerId: string,
    after: { lastActiveAt: Date; id: string } | null,
    limit: number,
  ): Promise<ReadConversation[]> {
    return this.select(
      ', p.last_read_seq AS "lastReadSeq"',
      `FROM participants p JOIN conversations c ON c.id = p.conversation_id
       WHERE p.user_id = $1 AND ($2::timestamptz IS NULL OR (c.last_active_at, c.id) < ($2, $3::uuid))
       ORDER BY c.last_active_at DESC, c.id DESC LIMIT $4`,
      [readerId, after?.lastActiveAt ?? null, after?.id ?? null, limit],
    );
  }

  /** A page of the public channels by title, from behind `after`; `pattern` is a LIKE pattern of folded text. */
  readChannelPage(
    readerId: string,
    pattern: string | null,
    after: { searchText: string; id: string } | null,
    limit: number,
  ): Promise<(ReadConversation & { searchText: string })[]> {
    // Planned each time: which index serves a pattern depends on it.
    return this.select(
      ', c.search_text AS "searchText", p.last_read_seq AS "lastReadSeq"',
      `FROM conversations c
       LEFT JOIN participants p ON p.conversation_id = c.id AND p.user_id = $1
       WHERE c.kind = 'channel' AND c.visibility = 'public'
         AND ($2::text IS NULL OR c.search_text LIKE $2)
         AND ($3::text IS NULL OR (c.search_text, c.id) > ($3, $4::uuid))
       ORDER BY c.search_text, c.id LIMIT $5`,
      [readerId, pattern, after?.searchText ?? null, after?.id ?? null, limit],
      { once: true },
    );
  }

  async findDirect(directKey: string): Promise<string | null> {
    const [found] = await preparedRows<{ id: string }>(
      this.unitOfWork.manager,
      `SELECT id FROM conversations WHERE direct_key = $1`,
      [directKey],
    );
    return found?.id ?? null;
  }

  /** False if it is a direct and these two people have one already. */
  async insert(conversation: NewConversation): Promise<boolean> {
    const rows = await preparedRows(
      this.unitOfWork.manager,
      `INSERT INTO conversations (id, kind, visibility, title, search_text, direct_key, participant_count,
                                  created_at, updated_at, last_active_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8)
       ON CONFLICT (direct_key) DO NOTHING RETURNING id`,
      [
        conversation.id,
        conversation.kind,
        conversation.visibility,
        conversation.title,
        conversation.searchText,
        conversation.directKey,
        conversation.participantCount,
        conversation.createdAt,
      ],
    );
    return rows.length > 0;
  }

  /** Stores one durable change of a conversation that is locked, under its next revision. */
  async change(conversation: ConversationEntity, changes: ConversationChanges): Promise<ConversationEntity> {
    const next = { ...conversation, ...changes };
    const revision = conversation.revision + 1;
    const participantsRevision =
      changes.participantCount === undefined ? conversation.participantsRevision : revision;
    const updatedAt = new Date();
    await preparedRows(
      this.unitOfWork.manager,
      `UPDATE conversations
       SET title = $2, topic = $3, archived_at = $4, participant_count = $5, search_text = coalesce($6, search_text),
           revision = $7, participants_revision = $8, updated_at = $9
       WHERE id = $1`,
      [
        conversation.id,
        next.title,
        next.topic,
        next.archivedAt,
        next.participantCount,
        changes.searchText ?? null,
        revision,
        participantsRevision,
        updatedAt,
      ],
    );
    return { ...next, revision, participantsRevision, updatedAt };
  }

  /** Prepared once for each connection, unless `once`. */
  private select<Row extends object>(
    furtherColumns: string,
    from: string,
    parameters: readonly unknown[],
    { once = false } = {},
  ): Promise<Row[]> {
    const { manager } = this.unitOfWork;
    const text = `SELECT ${columnsOf(manager, ConversationEntity, 'c')}${furtherColumns} ${from}`;
    return (once ? queryRows : preparedRows)(manager, text, parameters);
  }
}
