import type { CheckedFeature } from '../../../../check/features/checked-feature.js';
import { changePart } from '../../../../check/acts/command-acts.js';
import { knownMessages } from '../../../../check/acts/known-messages.js';
import type { Scene } from '../../../../check/acts/scene.js';
import type { TrialConversation } from '../../../../check/acts/trial-conversation.js';
import { pinBugs } from './pin-bugs.js';
import { pin, pinsStand, unpin } from './pins-stand.js';

/** Refused in a channel, whose owner alone pins. */
function pinOrUnpin(scene: Scene, conversation: TrialConversation): void {
  const message = scene.random.maybe(knownMessages(scene, conversation).slice(-12));
  if (!message) return;
  const isPinning = scene.random.chance(0.6);
  changePart(
    scene,
    message,
    'pin',
    isPinning ? { kind: pin, method: 'PUT' } : { kind: unpin, method: 'DELETE' },
  );
}

export const checked: CheckedFeature = {
  acts: { pin: { act: pinOrUnpin, weight: 3 } },
  properties: {
    'pins stand': async (evidence, query) => {
      const rows = await query<{ id: string }>(
        `SELECT message_id AS id FROM pins WHERE conversation_id = $1`,
        evidence.conversationId,
      );
      return pinsStand(evidence, new Set(rows.map(({ id }) => id)));
    },
  },
  bugs: pinBugs,
};
