import type { CommandKind } from '../history/command.js';
import { inMs, writeItem } from './command-acts.js';
import type { Scene } from './scene.js';
import type { TrialConversation } from './trial-conversation.js';

const seen: CommandKind = { name: 'see', answer: 'item', anywhere: true };

/** Has seen what happened up to now: the item that everybody has, in no conversation. */
export function see(scene: Scene, conversation: TrialConversation): void {
  writeItem(scene, conversation, {
    kind: seen,
    item: 'activity_seen',
    id: 'activity',
    value: { at: inMs(0) },
  });
}
