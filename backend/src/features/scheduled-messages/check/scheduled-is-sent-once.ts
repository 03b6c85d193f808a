import * as z from 'zod';
import type { CommandKind } from '../../../../check/history/command.js';
import type { Evidence, Finding } from '../../../../check/properties/evidence.js';

/** Its message comes later, by a send that nobody asked for. */
export const put: CommandKind = { name: 'schedule', answer: 'item', isSilent: true };
/** Who left takes it back as well. */
export const cancel: CommandKind = { name: 'cancel', answer: z.null(), anywhere: true };

/** The item of one that is not gone. */
export interface Scheduled {
  id: string;
  userId: string;
  state: string;
}

/** A scheduled message is stored once and its item gone, unless it was taken back; or it failed, for who was removed. */
export function scheduledIsSentOnce(
  { stored, history, conversationId }: Evidence,
  items: readonly Scheduled[],
): Finding[] {
  const cancels = new Map(history.commands.of(conversationId, cancel).map((one) => [one.target, one]));
  return history.commands
    .of(conversationId, put)
    .flatMap(({ target: id, userId, outcome, uncertain }): Finding[] => {
      const times = stored.rows.filter((row) => row.clientMessageId === id && row.senderId === userId).length;
      const item = items.find((one) => one.id === id && one.userId === userId);
      const takenBack = cancels.get(id);
      const isCertain = outcome === 'acknowledged' && !history.memberships.wasRemoved(conversationId, userId);
      const isTakenBack = takenBack?.outcome === 'acknowledged';
      const faults = [
        times > 1 && `is stored ${times} times`,
        times > 0 && item && 'is stored, and its item is still there',
        item?.state === 'waiting' && 'still waits, past its time',
        outcome === 'refused' && !uncertain && times > 0 && 'is stored, and was refused',
        // A try that was not answered may be carried out late, by a node that stood still meanwhile.
        isTakenBack &&
          !takenBack.uncertain &&
          !uncertain &&
          times > 0 &&
          'is stored, and had been taken back',
        isCertain &&
          !isTakenBack &&
          !takenBack?.uncertain &&
          times === 0 &&
          `was never sent (${JSON.stringify(item)})`,
      ];
      return faults.flatMap((what) =>
        what ? [{ what: `the scheduled message ${id} ${what}`, who: userId }] : [],
      );
    });
}
