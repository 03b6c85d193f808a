import type { CheckedFeature } from '../../../../check/features/checked-feature.js';
import { inMs, writeItem } from '../../../../check/acts/command-acts.js';
import type { Scene } from '../../../../check/acts/scene.js';
import { write } from '../../../../check/acts/sends.js';
import type { TrialConversation } from '../../../../check/acts/trial-conversation.js';
import { inOneRun } from '../../../../check/bugs/in-one-run.js';
import type { CommandKind } from '../../../../check/history/command.js';

const save: CommandKind = { name: 'draft', answer: 'item' };

/** Saved, and mostly sent at once: the send takes it away, whichever comes first. */
function draft(scene: Scene, conversation: TrialConversation): void {
  const item = write(scene, conversation);
  const { clientMessageId, body, replyToId } = item;
  const value = { clientMessageId, body, replyToId, fileIds: [], writtenAt: inMs(0) };
  writeItem(scene, conversation, { kind: save, item: 'draft', id: conversation.id, value });
  if (scene.random.chance(0.7)) scene.device.life.outbox.add({ ...item, fromDraft: true });
}

export const checked: CheckedFeature = {
  acts: { draft: { act: draft, weight: 3 } },
  personalProperties: {
    'a draft goes with its send': async ({ userId }, query) => {
      const left = await query<{ id: string }>(
        `SELECT i.id FROM personal_items i
         JOIN messages m ON m.sender_id = i.user_id AND m.client_message_id::text = i.value ->> 'clientMessageId'
         WHERE i.user_id = $1 AND i.kind = 'draft'`,
        userId,
      );
      return left.map(({ id }) => ({ what: `the draft in ${id} is still there, and is sent` }));
    },
  },
  bugs: [
    {
      ...inOneRun({ draft: 3 }),
      name: 'draft-outlives-send',
      why: 'a draft that is sent stays',
      patches: [
        {
          file: 'features/drafts/sent-drafts.service.js',
          find: 'return this.items.removeMatching(',
          replace: 'return Promise.resolve(',
        },
      ],
      caughtBy: ['a draft goes with its send'],
    },
  ],
};
