import type { Message } from '@litspark/shared-contracts';
import type { UnreadState } from '../feature/unread-rule';

/** What is on the screen when a message comes. */
export interface Attention {
  ownId: string;
  openConversationId: string | null;
  /** The tab is visible and its window has the focus. */
  watched: boolean;
  /** This person's read marker in the message's conversation. */
  lastReadSeq: number;
  /** Which messages of the conversation this person wants to be told of. */
  tells: UnreadState['tells'];
}

/**
 * Whether a message is worth a notification: it is another's, alive, unread, wanted, and not on the screen. `isForMe`: it
 * mentions this person, or answers them.
 */
export function shouldNotify(message: Message, attention: Attention, isForMe: boolean): boolean {
  const { ownId, lastReadSeq, tells } = attention;
  if (tells === 'nothing' || (tells === 'mentions' && !isForMe)) return false;
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
