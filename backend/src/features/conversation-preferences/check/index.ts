import type { CheckedFeature } from '../../../../check/features/checked-feature.js';
import { inMs, writeItem } from '../../../../check/acts/command-acts.js';
import type { Scene } from '../../../../check/acts/scene.js';
import type { TrialConversation } from '../../../../check/acts/trial-conversation.js';
import type { CommandKind } from '../../../../check/history/command.js';

const save: CommandKind = { name: 'prefer', answer: 'item' };

function prefer(scene: Scene, conversation: TrialConversation): void {
  const { random } = scene;
  const value = {
    level: random.pick(['all', 'mentions', 'nothing', null]),
    mutedUntil: random.chance(0.5) ? inMs(random.between(1, 1_000_000)) : null,
    favourite: random.chance(0.5),
    section: null,
  };
  writeItem(scene, conversation, {
    kind: save,
    item: 'conversation_preferences',
    id: conversation.id,
    value,
  });
}

/** What must hold of them is what must hold of all items. */
export const checked: CheckedFeature = { acts: { prefer: { act: prefer, weight: 2 } } };
