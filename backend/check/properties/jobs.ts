import type { Finding, Property } from './evidence.js';

/** A scheduled message is stored once and its item gone, unless it was taken back; or it failed, for who was removed. */
export const scheduledIsSentOnce: Property = ({ stored, history, conversationId }) => {
  const cancels = new Map(history.commands.of(conversationId, 'cancel').map((one) => [one.target, one]));
  return history.commands.of(conversationId, 'schedule').flatMap((put): Finding[] => {
    const { target: id, userId, outcome, uncertain } = put;
    const times = stored.rows.filter((row) => row.clientMessageId === id && row.senderId === userId).length;
    const item = stored.scheduled.find((one) => one.id === id && one.userId === userId);
    const cancel = cancels.get(id);
    const isCertain = outcome === 'acknowledged' && !history.memberships.wasRemoved(conversationId, userId);
    const isCancelled = cancel?.outcome === 'acknowledged';
    const faults = [
      times > 1 && `is stored ${times} times`,
      times > 0 && item && 'is stored, and its item is still there',
      item?.state === 'waiting' && 'still waits, past its time',
      outcome === 'refused' && !uncertain && times > 0 && 'is stored, and was refused',
      isCancelled && !cancel.uncertain && times > 0 && 'is stored, and had been taken back',
      isCertain &&
        !isCancelled &&
        !cancel?.uncertain &&
        times === 0 &&
        `was never sent (${JSON.stringify(item)})`,
    ];
    return faults.flatMap((what) =>
      what ? [{ what: `the scheduled message ${id} ${what}`, who: userId }] : [],
    );
  });
};

/** Who saved a message to be reminded of it was reminded, once. */
export const remindersAreTold: Property = ({ stored, fresh, history, conversationId }) => {
  const deleted = new Set(fresh.messages.flatMap(({ id, deletedAt }) => (deletedAt === null ? [] : [id])));
  return history.commands
    .of(conversationId, 'save')
    .flatMap(({ target, userId, outcome, body }): Finding[] => {
      const { value } = body as { value: { remindAt: string | null } };
      const times = stored.reminders.filter(
        (one) => one.userId === userId && one.messageId === target,
      ).length;
      const mayLack =
        outcome !== 'acknowledged' ||
        deleted.has(target) ||
        history.memberships.wasRemoved(conversationId, userId);
      const isRight = value.remindAt === null ? times === 0 : times === 1 || (times === 0 && mayLack);
      return isRight
        ? []
        : [
            {
              what: `${userId} was reminded ${times} times of ${target} (${value.remindAt ?? 'never'})`,
              who: userId,
            },
          ];
    });
};
