import type { CommandKind } from '../../../../check/history/command.js';
import type { Evidence, Finding } from '../../../../check/properties/evidence.js';

export const save: CommandKind = { name: 'save', answer: 'item' };

export interface Reminder {
  messageId: string;
  userId: string;
}

/** Who saved a message to be reminded of it was reminded, once. */
export function remindersAreTold(
  { fresh, history, conversationId }: Evidence,
  reminders: readonly Reminder[],
): Finding[] {
  const deleted = new Set(fresh.messages.flatMap(({ id, deletedAt }) => (deletedAt === null ? [] : [id])));
  return history.commands.of(conversationId, save).flatMap(({ target, userId, outcome, body }): Finding[] => {
    const { value } = body as { value: { remindAt: string | null } };
    const times = reminders.filter((one) => one.userId === userId && one.messageId === target).length;
    const mayLack =
      outcome !== 'acknowledged' ||
      deleted.has(target) ||
      history.memberships.wasRemoved(conversationId, userId);
    const isRight = value.remindAt === null ? times === 0 : times === 1 || (times === 0 && mayLack);
    const what = `${userId} was reminded ${times} times of ${target} (${value.remindAt ?? 'never'})`;
    return isRight ? [] : [{ what, who: userId }];
  });
}
