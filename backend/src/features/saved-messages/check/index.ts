import type { CheckedFeature } from '../../../../check/features/checked-feature.js';
import { inMs, writeItem } from '../../../../check/acts/command-acts.js';
import { knownMessages } from '../../../../check/acts/known-messages.js';
import type { Scene } from '../../../../check/acts/scene.js';
import type { TrialConversation } from '../../../../check/acts/trial-conversation.js';
import { inOneRun } from '../../../../check/bugs/in-one-run.js';
import { remindersAreTold, save, type Reminder } from './reminders-are-told.js';

const saved = new Set<string>();

/** Once for each person and message, so that it is known how often they are reminded. */
function saveOne(scene: Scene, conversation: TrialConversation): void {
  const { random, device } = scene;
  const message = random.maybe(knownMessages(scene, conversation));
  const key = `${device.userId} ${message?.id ?? ''}`;
  if (!message || saved.has(key)) return;
  saved.add(key);
  const remindAt = random.chance(0.7) ? inMs(random.between(-100, 1_500)) : null;
  const { id, seq, conversationId } = message;
  const value = { conversationId, seq, note: null, remindAt, doneAt: null, savedAt: inMs(0) };
  writeItem(scene, conversation, { kind: save, item: 'saved_message', id, value });
}

export const checked: CheckedFeature = {
  acts: { save: { act: saveOne, weight: 2 } },
  properties: {
    'reminders are told': async (evidence, query) =>
      remindersAreTold(
        evidence,
        await query<Reminder>(
          `SELECT message_id AS "messageId", user_id AS "userId" FROM activity_entries
           WHERE kind = 'reminder' AND conversation_id = $1`,
          evidence.conversationId,
        ),
      ),
  },
  bugs: [
    {
      ...inOneRun({ save: 5 }),
      name: 'reminder-lost',
      why: 'a job that failed to remind somebody counts as done',
      patches: [
        {
          file: 'features/saved-messages/reminders.service.js',
          find: 'if (value.remindAt !== remindAt || value.doneAt !== null)',
          replace: 'if (value.remindAt !== remindAt || value.doneAt !== null || Math.random() < 0.5)',
        },
      ],
      caughtBy: ['reminders are told'],
    },
    {
      name: 'item-left-out-of-sync',
      why: 'who catches up with their items misses the first that is new',
      patches: [
        {
          file: 'features/personal-items/personal-items.repository.js',
          find: 'revision > q.after AND',
          replace: 'revision > q.after + 1 AND',
        },
      ],
      run: 'falling behind, with markers',
      // Each of these items is written once: a device that missed it is never told again.
      scenario: { mix: { save: 3 } },
      caughtBy: ['every device ends with the same items'],
    },
  ],
};
