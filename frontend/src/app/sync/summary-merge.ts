import type { ConversationSummary, Message, SharedConversation } from '@litspark/shared-contracts';
import { deepEqual } from './deep-equal';

/**
 * How the list entry of a conversation follows what the server says. Pure; unread is always `lastSeq − lastReadSeq`. What
 * is known already gives the same object.
 */

/** The entry itself where nothing changed, so that nobody looks at it again. */
function changed(before: ConversationSummary, after: ConversationSummary): ConversationSummary {
  return deepEqual(before, after) ? before : after;
}

function counted(conversation: ConversationSummary): ConversationSummary {
  const unreadCount = Math.max(0, conversation.lastSeq - conversation.lastReadSeq);
  // Nothing unread means no mention unread, whatever was counted.
  return { ...conversation, unreadCount, mentionCount: unreadCount === 0 ? 0 : conversation.mentionCount };
}

/** A whole summary from the server, perhaps overtaken by what was pushed since. */
export function withSummary(
  before: ConversationSummary | undefined,
  after: ConversationSummary,
): ConversationSummary {
  if (!before) return counted(after);
  const newest = before.revision > after.revision ? before : after;
  const trusted = after.revision >= before.revision && after.lastReadSeq >= before.lastReadSeq;
  return changed(
    before,
    counted({
      ...newest,
      lastSeq: Math.max(before.lastSeq, after.lastSeq),
      lastMessage: latest(before.lastMessage, after.lastMessage),
      lastReadSeq: Math.max(before.lastReadSeq, after.lastReadSeq),
      mentionCount: trusted ? after.mentionCount : before.mentionCount,
    }),
  );
}

/** What all participants see alike; the reader's own fields stay. */
export function withShared(before: ConversationSummary, shared: SharedConversation): ConversationSummary {
  const { lastReadSeq, unreadCount, mentionCount } = before;
  const after = { ...shared, lastReadSeq, unreadCount, mentionCount };
  return before.revision > shared.revision ? before : withSummary(before, after);
}

/** A message that was pushed, new or changed. Whoever sends has read up to there. */
export function withMessage(
  before: ConversationSummary,
  message: Message,
  ownId: string,
): ConversationSummary {
  const own = message.senderId === ownId;
  return changed(
    before,
    counted({
      ...before,
      // Over a gap there may be a change of the conversation itself, which only a pull brings.
      revision: message.revision === before.revision + 1 ? message.revision : before.revision,
      lastSeq: Math.max(before.lastSeq, message.seq),
      lastMessage: latest(before.lastMessage, message),
      lastReadSeq: own ? Math.max(before.lastReadSeq, message.seq) : before.lastReadSeq,
    }),
  );
}

/** This person's own marker; `mentionsRead` says how many of the unread mentions it passed, as far as known. */
export function withMarker(
  before: ConversationSummary,
  lastReadSeq: number,
  mentionsRead: number,
): ConversationSummary {
  if (lastReadSeq <= before.lastReadSeq) return before;
  return counted({ ...before, lastReadSeq, mentionCount: Math.max(0, before.mentionCount - mentionsRead) });
}

/** The later one of two last messages; of the same, the higher revision. */
function latest(a: Message | null, b: Message | null): Message | null {
  if (!a || !b) return a ?? b;
  if (a.seq !== b.seq) return a.seq > b.seq ? a : b;
  return a.revision >= b.revision ? a : b;
}
