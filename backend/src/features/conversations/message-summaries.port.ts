import type { Message } from '@litspark/shared-contracts';

export interface ReadMarkerOf {
  conversationId: string;
  lastReadSeq: number;
}

/** What conversations ask of messages. A port, so that messages may stand on conversations and not the other way round. */
export abstract class MessageSummaries {
  /** The last message of each conversation, by its id; those without messages are missing. */
  abstract lastOf(conversations: readonly { id: string; lastSeq: number }[]): Promise<Map<string, Message>>;

  /** One reader's unread mentions by conversation, up to 100 of each. */
  abstract mentionCounts(readerId: string, markers: readonly ReadMarkerOf[]): Promise<Map<string, number>>;

  /** The unread mentions of each of these, in the order given, up to 100 of each. */
  abstract mentionCountsEach(
    markers: readonly { userId: string; conversationId: string; lastReadSeq: number }[],
  ): Promise<number[]>;

  /** Unread mentions in one conversation by reader, up to 100 of each. */
  abstract mentionCountsIn(
    conversationId: string,
    readers: readonly { userId: string; lastReadSeq: number }[],
  ): Promise<Map<string, number>>;
}
