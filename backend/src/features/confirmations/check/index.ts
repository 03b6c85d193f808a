import type { CheckedFeature } from '../../../../check/features/checked-feature.js';
import { changePart } from '../../../../check/acts/command-acts.js';
import { knownMessages } from '../../../../check/acts/known-messages.js';
import type { Scene } from '../../../../check/acts/scene.js';
import { write } from '../../../../check/acts/sends.js';
import type { TrialConversation } from '../../../../check/acts/trial-conversation.js';
import { confirmationBugs } from './confirmation-bugs.js';
import { confirm, confirmationsAreKept, type Confirmation } from './confirmations-are-kept.js';

/** A message that its readers are to confirm. */
function ask(scene: Scene, conversation: TrialConversation): void {
  const item = write(scene, conversation);
  const asking = conversation.kind === 'group' ? { ...item, parts: { confirmation: {} } } : item;
  scene.device.life.outbox.add(asking);
}

function confirmOne(scene: Scene, conversation: TrialConversation): void {
  const asking = knownMessages(scene, conversation).filter(
    ({ parts, senderId }) => parts.confirmation && senderId !== scene.device.userId,
  );
  const message = scene.random.maybe(asking);
  if (message) changePart(scene, message, 'confirmation', { kind: confirm, method: 'POST' });
}

export const checked: CheckedFeature = {
  acts: { ask: { act: ask, weight: 2 }, confirm: { act: confirmOne, weight: 3 } },
  properties: {
    'confirmations are kept': async (evidence, query) =>
      confirmationsAreKept(
        evidence,
        await query<Confirmation>(
          `SELECT c.message_id AS "messageId", c.user_id AS "userId" FROM confirmations c
           JOIN confirmation_requests USING (message_id) WHERE conversation_id = $1`,
          evidence.conversationId,
        ),
      ),
  },
  unsettled: async (query) => {
    const behind = await query<{ id: string }>(
      `SELECT message_id AS id FROM confirmations WHERE followed_at IS NULL`,
    );
    return behind.map(({ id }) => `${id} follows its confirmations`);
  },
  hastened: ['confirmations.follow.v1'],
  bugs: confirmationBugs,
};
