import type { Device } from '../client/device.js';
import { now, pause } from '../clock.js';
import type { History } from '../history/history.js';
import type { Position } from '../properties/evidence.js';
import type { TrialConversation } from '../acts/trial-conversation.js';
import type { Database } from './stored.js';

/**
 * Who only listens comes to hold what is stored, because they were notified of it or told to pull: here nobody pulls because
 * time passed. What is stored is read again and again, as a call may be carried out late.
 */
export async function checkListening(
  conversations: readonly TrialConversation[],
  listeners: readonly Device[],
  database: Database,
  history: History,
  patienceMs: number,
): Promise<void> {
  if (listeners.length === 0) return;
  const deadline = now() + patienceMs;
  for (;;) {
    const missing: { conversation: TrialConversation; who: string; what: string }[] = [];
    for (const conversation of conversations) {
      const stored = await database.position(conversation.id);
      for (const listener of listeners) {
        if (!conversation.members.some(({ userId }) => userId === listener.userId)) continue;
        const what = lack(listener, conversation.id, stored);
        if (what !== null) missing.push({ conversation, who: listener.who, what });
      }
    }
    if (missing.length === 0) return;
    if (now() > deadline) {
      for (const { conversation, who, what } of missing)
        history.violations.add({
          property: 'who only listens is notified',
          what: `after ${patienceMs / 1_000} s ${what}`,
          conversationId: conversation.id,
          who,
        });
      // What follows is about the next fault.
      await Promise.all(listeners.map(({ life }) => life.catchingUp.pull()));
      return;
    }
    await pause(100);
  }
}

function lack(
  { life, userId }: Device,
  conversationId: string,
  { revision, lastSeq, participants }: Position,
): string | null {
  if (!life.isConnected) return 'it is not connected';
  const held = life.store.conversations.get(conversationId);
  if (!held) return 'it lacks the conversation';
  const lastReadSeq = participants.find((one) => one.userId === userId)?.lastReadSeq ?? 0;
  return held.revision === revision && held.lastSeq === lastSeq && held.lastReadSeq === lastReadSeq
    ? null
    : `it holds revision ${held.revision}, last seq ${held.lastSeq} and marker ${held.lastReadSeq}; ` +
        `stored are ${revision}, ${lastSeq} and ${lastReadSeq}`;
}
