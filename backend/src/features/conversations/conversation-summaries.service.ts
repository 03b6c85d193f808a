import { Injectable } from '@nestjs/common';
import {
  limits,
  type ConversationSummary,
  type Message,
  type SharedConversation,
} from '@litspark/shared-contracts';
import { groupBy } from '../../platform/collections/group-by.js';
import type { ConversationEntity } from './conversation.entity.js';
import { toShared, toSummary } from './conversation-shapes.js';
import type { ReadConversation } from './conversations.repository.js';
import { MessageSummaries } from './message-summaries.port.js';
import type { ParticipantEntity } from './participant.entity.js';
import { ParticipantsRepository } from './participants.repository.js';

/**
 * Fills loaded conversations up to what the contract shows, with a fixed number of queries for any number of them.
 * The caller has authorised the reader and holds the snapshot or the lock that makes the queries agree.
 */
@Injectable()
export class ConversationSummariesService {
  constructor(
    private readonly participants: ParticipantsRepository,
    private readonly messages: MessageSummaries,
  ) {}

  /** One that its reader takes part in, where those who came first are loaded, and perhaps its last message. */
  async summariseOne(
    readerId: string,
    own: ReadConversation & { lastReadSeq: number },
    first: readonly ParticipantEntity[],
    lastMessage: Message | undefined,
  ): Promise<ConversationSummary> {
    const { id, lastReadSeq } = own;
    const last = lastMessage ?? (await this.messages.lastOf([own])).get(id) ?? null;
    const mentions = await this.unreadMentions(readerId, [own]);
    const shared = toShared(own, first.slice(0, limits.summaryParticipants), last);
    return toSummary(shared, lastReadSeq, mentions.get(id) ?? 0);
  }

  /** In the order given. Who doesn't participate sees no last message. */
  async summarise(readerId: string, found: readonly ReadConversation[]): Promise<ConversationSummary[]> {
    const ownIds = new Set(found.filter(({ lastReadSeq }) => lastReadSeq !== null).map(({ id }) => id));
    const shared = await this.share(found, ownIds);
    const mentions = await this.unreadMentions(readerId, found);
    const markers = new Map(found.map(({ id, lastReadSeq }) => [id, lastReadSeq]));
    return shared.map((conversation) =>
      toSummary(conversation, markers.get(conversation.id) ?? null, mentions.get(conversation.id) ?? 0),
    );
  }

  /** One conversation as each of these participants sees it, by their ids. */
  async summariseFor(
    readers: readonly { userId: string; lastReadSeq: number }[],
    conversation: ConversationEntity,
  ): Promise<Map<string, ConversationSummary>> {
    const [shared] = await this.share([conversation], new Set([conversation.id]));
    if (!shared) return new Map();
    const mentions = await this.messages.mentionCountsIn(conversation.id, readers);
    return new Map(
      readers.map(({ userId, lastReadSeq }) => [
        userId,
        toSummary(shared, lastReadSeq, mentions.get(userId) ?? 0),
      ]),
    );
  }

  /** In the order given, with the last messages of those in `visible`. */
  async share(
    found: readonly ConversationEntity[],
    visible: ReadonlySet<string>,
  ): Promise<SharedConversation[]> {
    if (found.length === 0) return [];
    const participants = await this.participants.firstOf(
      found.map(({ id }) => id),
      limits.summaryParticipants,
    );
    const byConversation = groupBy(participants, ({ conversationId }) => conversationId);
    const lastMessages = await this.messages.lastOf(found.filter(({ id }) => visible.has(id)));
    return found.map((conversation) =>
      toShared(
        conversation,
        byConversation.get(conversation.id) ?? [],
        lastMessages.get(conversation.id) ?? null,
      ),
    );
  }

  /** By the conversations' ids; those without anything unread are not asked for. */
  private unreadMentions(readerId: string, found: readonly ReadConversation[]): Promise<Map<string, number>> {
    const unread = found.flatMap(({ id, lastSeq, lastReadSeq }) =>
      lastReadSeq === null || lastReadSeq >= lastSeq ? [] : [{ conversationId: id, lastReadSeq }],
    );
    return this.messages.mentionCounts(readerId, unread);
  }
}
