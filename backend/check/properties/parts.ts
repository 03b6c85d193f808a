import type { CommandRecord } from '../history/commands.js';
import type { Finding, Property } from './evidence.js';

/** A message says that it is pinned where it is, and each one's last word on it stands. */
export const pinsStand: Property = ({ fresh, stored, history, conversationId }) => {
  const commands = grouped(history.commands.of(conversationId, 'pin', 'unpin'), ({ target }) => target);
  return fresh.messages.flatMap(({ id, seq, parts, deletedAt }): Finding[] => {
    const isPinned = parts.pin !== undefined;
    const last = deletedAt === null ? lastWord(commands.get(id) ?? []) : null;
    const faults = [
      isPinned !== stored.pinnedIds.has(id) && `${isPinned ? 'says' : 'doesn’t say'} that it is pinned`,
      last &&
        (last.kind === 'pin') !== isPinned &&
        `is ${isPinned ? '' : 'not '}pinned after a last ${last.kind}`,
    ];
    return faults.flatMap((what) => (what ? [{ what: `${id} ${what}`, seq }] : []));
  });
};

/** What was acknowledged when all others had ended; null where nobody can say. */
function lastWord(commands: readonly CommandRecord[]): CommandRecord | null {
  const last = commands
    .filter(({ outcome }) => outcome === 'acknowledged')
    .reduce<CommandRecord | null>(
      (one, other) => (one && one.firstInvokedAt > other.firstInvokedAt ? one : other),
      null,
    );
  const isLast =
    last &&
    commands.every(
      (one) =>
        one === last || one.kind === last.kind || (one.endedAt !== null && one.endedAt < last.firstInvokedAt),
    );
  return isLast ? last : null;
}

/** Who confirmed, as they were told, has confirmed; the message counts and names them. */
export const confirmationsAreKept: Property = ({ fresh, stored, history, conversationId }) => {
  const confirmed = grouped(stored.confirmations, ({ messageId }) => messageId);
  const commands = grouped(history.commands.of(conversationId, 'confirm'), ({ target }) => target);
  return fresh.messages.flatMap(({ id, seq, parts, deletedAt }): Finding[] => {
    const userIds = new Set((confirmed.get(id) ?? []).map(({ userId }) => userId));
    const lost = (commands.get(id) ?? []).filter(
      ({ outcome, userId }) => outcome === 'acknowledged' && !userIds.has(userId),
    );
    const findings = lost.map(({ userId }) => ({ what: `${userId}’s confirmation of ${id} is lost`, seq }));
    const part = parts.confirmation;
    const isRight =
      !part || (part.count === userIds.size && part.userIds.every((userId) => userIds.has(userId)));
    if (deletedAt === null && !isRight)
      findings.push({ what: `${id} says ${JSON.stringify(part)}, and ${userIds.size} confirmed`, seq });
    return findings;
  });
};

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
