import { Injectable } from '@nestjs/common';
import { limits, type Message } from '@litspark/shared-contracts';
import { groupBy } from '../../platform/collections/group-by.js';
import { MessageSummaries, type ReadMarkerOf } from '../conversations/message-summaries.port.js';
import { toMessage } from './message-shape.js';
import { MessagesRepository } from './messages.repository.js';

/** Where one conversation's changes were left off. */
export interface KnownRevision {
  conversationId: string;
  revision: number;
}

/** Messages for features that have already authorised the reader; serves the summaries of conversations, too. */
@Injectable()
export class MessageReadingService extends MessageSummaries {
  constructor(private readonly messages: MessagesRepository) {
    super();
  }

  override async lastOf(
    conversations: readonly { id: string; lastSeq: number }[],
  ): Promise<Map<string, Message>> {
    const positions = conversations
      .filter(({ lastSeq }) => lastSeq > 0)
      .map(({ id, lastSeq }) => ({ conversationId: id, seq: lastSeq }));
    if (positions.length === 0) return new Map();
    const found = await this.messages.at(positions);
    return new Map(found.map((stored) => [stored.conversationId, toMessage(stored)]));
  }

  override async mentionCounts(
    readerId: string,
    markers: readonly ReadMarkerOf[],
  ): Promise<Map<string, number>> {
    if (markers.length === 0) return new Map();
    const counts = await this.messages.mentionCounts(markers.map((marker) => ({ readerId, ...marker })));
    return new Map(counts.map(({ conversationId, count }) => [conversationId, count]));
  }

  override async mentionCountsEach(
    markers: readonly { userId: string; conversationId: string; lastReadSeq: number }[],
  ): Promise<number[]> {
    if (markers.length === 0) return [];
    const counts = await this.messages.mentionCounts(
      markers.map(({ userId, ...marker }) => ({ readerId: userId, ...marker })),
    );
    const keyOf = (readerId: string, conversationId: string) => `${readerId} ${conversationId}`;
    const byKey = new Map(
      counts.map(({ readerId, conversationId, count }) => [keyOf(readerId, conversationId), count]),
    );
    return markers.map(({ userId, conversationId }) => byKey.get(keyOf(userId, conversationId)) ?? 0);
  }

  override async mentionCountsIn(
    conversationId: string,
    readers: readonly { userId: string; lastReadSeq: number }[],
  ): Promise<Map<string, number>> {
    if (readers.length === 0) return new Map();
    const counts = await this.messages.mentionCounts(
      readers.map(({ userId, lastReadSeq }) => ({ readerId: userId, conversationId, lastReadSeq })),
    );
    return new Map(counts.map(({ readerId, count }) => [readerId, count]));
  }

  /** These messages of a conversation, in the order of `ids`; those that it doesn't have are missing. */
  async messagesOf(conversationId: string, ids: readonly string[]): Promise<Message[]> {
    if (ids.length === 0) return [];
    const found = await this.messages.among(conversationId, ids);
    const byId = new Map(found.map((stored) => [stored.id, toMessage(stored)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** One message of a conversation, a tombstone too; null if there is none, or it is another's. */
  async find(conversationId: string, messageId: string): Promise<Message | null> {
    const found = await this.messages.find(conversationId, messageId);
    return found && toMessage(found);
  }

  /** Whether this sender already stored a message with this id. */
  isStored(senderId: string, clientMessageId: string): Promise<boolean> {
    return this.messages.isStored(senderId, clientMessageId);
  }

  /** Bytes of text, reactions and parts that `changedSince` would give for each conversation. */
  async weightSince(known: readonly KnownRevision[]): Promise<Map<string, number>> {
    if (known.length === 0) return new Map();
    const weights = await this.messages.weightSince(known, limits.syncMessages);
    return new Map(weights.map(({ conversationId, bytes }) => [conversationId, bytes]));
  }

  /** What changed above each revision, ascending, 100 of each at most, and whether there is more. */
  async changedSince(
    known: readonly KnownRevision[],
  ): Promise<Map<string, { messages: Message[]; hasMore: boolean }>> {
    if (known.length === 0) return new Map();
    // One more than is given tells whether there is more.
    const found = await this.messages.changedSince(known, limits.syncMessages + 1);
    const byConversation = groupBy(found, (stored) => stored.conversationId);
    return new Map(
      [...byConversation].map(([conversationId, stored]) => [
        conversationId,
        {
          messages: stored.slice(0, limits.syncMessages).map(toMessage),
          hasMore: stored.length > limits.syncMessages,
        },
      ]),
    );
  }
}
