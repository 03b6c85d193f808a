import type { Message } from '@litspark/shared-contracts';

/** What is on the screen when a message comes. */
export interface Attention {
  ownId: string;
  openConversationId: string | null;
  /** The tab is visible and its window has the focus. */
  watched: boolean;
  /** This person's read marker in the message's conversation. */
  lastReadSeq: number;
}

/** Whether a message is worth a notification: it is another's, alive, unread, and not on the screen. */
export function shouldNotify(message: Message, attention: Attention): boolean {
  const { ownId, lastReadSeq } = attention;
  if (message.senderId === ownId || message.deletedAt !== null || message.seq <= lastReadSeq) return false;
  return !isOnScreen(message.conversationId, attention);
}

/** Whether the conversation is open in a window that somebody looks at. */
export function isOnScreen(
  conversationId: string,
  { openConversationId, watched }: Pick<Attention, 'openConversationId' | 'watched'>,
): boolean {
  return watched && openConversationId === conversationId;
}
