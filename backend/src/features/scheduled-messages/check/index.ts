import type { CheckedFeature } from '../../../../check/features/checked-feature.js';
import { inMs, writeItem } from '../../../../check/acts/command-acts.js';
import type { Scene } from '../../../../check/acts/scene.js';
import { write } from '../../../../check/acts/sends.js';
import type { TrialConversation } from '../../../../check/acts/trial-conversation.js';
import { inOneRun } from '../../../../check/bugs/in-one-run.js';
import { cancel, put, scheduledIsSentOnce, type Scheduled } from './scheduled-is-sent-once.js';

const item = 'scheduled_message';

/** For soon; sometimes taken back before, or after. */
function schedule(scene: Scene, conversation: TrialConversation): void {
  const { random, device, history } = scene;
  const { clientMessageId: id, body } = write(scene, conversation);
  const { id: conversationId } = conversation;
  // The system sends it: what comes of it nobody is told of.
  const sending = { conversationId, senderId: device.userId, clientMessageId: id, body, replyToId: null };
  history.sends.open(sending, 0).uncertain = true;
  const sendAt = inMs(random.between(-100, 1_500));
  const value = { conversationId, body, replyToId: null, fileIds: [], sendAt };
  writeItem(scene, conversation, { kind: put, item, id, value });
  if (random.chance(0.3)) writeItem(scene, conversation, { kind: cancel, item, id });
}

export const checked: CheckedFeature = {
  acts: { schedule: { act: schedule, weight: 3 } },
  properties: {
    'a scheduled message is sent once': async (evidence, query) =>
      scheduledIsSentOnce(
        evidence,
        await query<Scheduled>(
          `SELECT id, user_id AS "userId", value ->> 'state' AS state FROM personal_items
           WHERE kind = 'scheduled_message' AND value ->> 'conversationId' = $1`,
          evidence.conversationId,
        ),
      ),
  },
  bugs: [
    {
      ...inOneRun({ schedule: 4 }),
      name: 'scheduled-job-lost',
      why: 'a scheduled message is stored without the job that sends it',
      patches: [
        {
          file: 'features/scheduled-messages/scheduled-message.rule.js',
          find: 'await this.jobs.enqueue({ userId: actor.userId, id, sendAt: value.sendAt });',
          replace: '',
        },
      ],
      caughtBy: ['a scheduled message is sent once'],
    },
  ],
};
