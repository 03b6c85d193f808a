import type { Message } from '@litspark/shared-contracts';
import type { MissedNotification } from '../feature/notification-sink';

const mostKept = 50;

/** The newest ones, newest first; one that is there already becomes a mention once somebody says so. */
export function withMissed(
  missed: readonly MissedNotification[],
  messages: readonly Message[],
  isMention: (message: Message) => boolean,
): readonly MissedNotification[] {
  const known = new Map(missed.map((one) => [one.id, one]));
  let changed = false;
  for (const message of messages) {
    const before = known.get(message.id);
    const mention = (before?.mention ?? false) || isMention(message);
    if (before?.mention === mention) continue;
    changed = true;
    known.set(message.id, before ? { ...before, mention } : { ...asMissed(message), mention });
  }
  if (!changed) return missed;
  return [...known.values()].sort((a, b) => b.at.localeCompare(a.at) || b.seq - a.seq).slice(0, mostKept);
}

/** What became of them: an edited message says its new words, a deleted one is gone. The same array where nothing changed. */
export function withChanged(
  missed: readonly MissedNotification[],
  messages: readonly Message[],
): readonly MissedNotification[] {
  const changed = new Map(messages.map((message) => [message.id, message]));
  const isChanged = ({ id, revision }: MissedNotification) => (changed.get(id)?.revision ?? 0) > revision;
  if (!missed.some(isChanged)) return missed;
  return missed.flatMap((one) => {
    const message = isChanged(one) ? changed.get(one.id) : undefined;
    if (!message) return [one];
    return message.deletedAt ? [] : [{ ...one, body: message.body, revision: message.revision }];
  });
}

function asMissed(message: Message): Omit<MissedNotification, 'mention'> {
  const { id, conversationId, senderId, body, seq, revision, createdAt: at } = message;
  return { id, conversationId, senderId, body, seq, revision, at };
}
