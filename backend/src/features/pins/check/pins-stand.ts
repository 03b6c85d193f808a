import type { CommandKind } from '../../../../check/history/command.js';
import type { CommandRecord } from '../../../../check/history/commands.js';
import type { Evidence, Finding } from '../../../../check/properties/evidence.js';

export const pin: CommandKind = { name: 'pin', answer: 'message' };
export const unpin: CommandKind = { name: 'unpin', answer: 'message' };

/** A message says that it is pinned where its table does, and each one's last word on it stands. */
export function pinsStand(
  { fresh, history, conversationId }: Evidence,
  pinnedIds: ReadonlySet<string>,
): Finding[] {
  const commands = history.commands.of(conversationId, pin, unpin);
  return fresh.messages.flatMap(({ id, seq, parts, deletedAt }): Finding[] => {
    const isPinned = parts.pin !== undefined;
    const last = deletedAt === null ? lastWord(commands.filter(({ target }) => target === id)) : null;
    const faults = [
      isPinned !== pinnedIds.has(id) && `${isPinned ? 'says' : 'doesn’t say'} that it is pinned`,
      last &&
        (last.kind === pin) !== isPinned &&
        `is ${isPinned ? '' : 'not '}pinned after a last ${last.kind.name}`,
    ];
    return faults.flatMap((what) => (what ? [{ what: `${id} ${what}`, seq }] : []));
  });
}

/** What was acknowledged when all others had ended; null where nobody can say, as where a try that was not answered may be carried out late. */
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
        one === last ||
        one.kind === last.kind ||
        (!one.uncertain && one.endedAt !== null && one.endedAt < last.firstInvokedAt),
    );
  return isLast ? last : null;
}
