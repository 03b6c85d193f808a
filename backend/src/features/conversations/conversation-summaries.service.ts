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
import type { OwnConversation, ReadConversation } from './conversations.repository.js';
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

  /**
   * Each for its own reader, who takes part in it; in the order given. Those who came first are loaded, by conversation, and those last
   * messages that are in `last`.
   */
  async summariseEach(
    owns: readonly OwnConversation[],
    first: ReadonlyMap<string, readonly ParticipantEntity[]>,
    last: readonly Message[],
  ): Promise<ConversationSummary[]> {
    const lastMessages = new Map(last.map((message) => [message.conversationId, message]));
    const others = owns.filter(({ id }) => !lastMessages.has(id));
    for (const [id, message] of await this.messages.lastOf(others)) lastMessages.set(id, message);
    const unread = owns.filter(({ lastReadSeq, lastSeq }) => lastReadSeq < lastSeq);
    const counts = await this.messages.mentionCountsEach(unread);
    const mentions = new Map(unread.map((own, place) => [own, counts[place]]));
    return owns.map((own) => {
      const participants = (first.get(own.id) ?? []).slice(0, limits.summaryParticipants);
      const shared = toShared(own, participants, lastMessages.get(own.id) ?? null);
      return toSummary(shared, own.lastReadSeq, mentions.get(own) ?? 0);
    });
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
