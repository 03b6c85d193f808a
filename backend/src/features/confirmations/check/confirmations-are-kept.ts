import { confirmed } from '@litspark/shared-contracts';
import type { CommandKind } from '../../../../check/history/command.js';
import type { Evidence, Finding } from '../../../../check/properties/evidence.js';

/** Its message follows by a change that nobody asked for. */
export const confirm: CommandKind = { name: 'confirm', answer: confirmed, isSilent: true };

export interface Confirmation {
  messageId: string;
  userId: string;
}

/** Who confirmed, as they were told, has confirmed; the message counts and names them. */
export function confirmationsAreKept(
  { fresh, history, conversationId }: Evidence,
  stored: readonly Confirmation[],
): Finding[] {
  const commands = history.commands.of(conversationId, confirm);
  return fresh.messages.flatMap(({ id, seq, parts, deletedAt }): Finding[] => {
    const userIds = new Set(stored.flatMap(({ messageId, userId }) => (messageId === id ? [userId] : [])));
    const lost = commands.filter(
      ({ target, outcome, userId }) => target === id && outcome === 'acknowledged' && !userIds.has(userId),
    );
    const findings = lost.map(({ userId }) => ({ what: `${userId}’s confirmation of ${id} is lost`, seq }));
    const part = parts.confirmation;
    const isRight =
      !part || (part.count === userIds.size && part.userIds.every((userId) => userIds.has(userId)));
    if (deletedAt === null && !isRight)
      findings.push({ what: `${id} says ${JSON.stringify(part)}, and ${userIds.size} confirmed`, seq });
    return findings;
  });
}
