import type { ConversationSummary } from '@litspark/shared-contracts';

/** Messages that somebody waits to be read: what is unread in directs, and mentions elsewhere. */
export const waitingMessages = (conversations: readonly ConversationSummary[]): number =>
  conversations
    .filter(({ archived }) => !archived)
    .reduce((sum, one) => sum + (one.kind === 'direct' ? one.unreadCount : one.mentionCount), 0);
