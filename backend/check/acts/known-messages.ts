import type { Message } from '@litspark/shared-contracts';
import type { Scene } from './scene.js';
import type { TrialConversation } from './trial-conversation.js';

const mostLookedAt = 60;

/** The last messages that the device holds of a conversation, without what was deleted. */
export function knownMessages({ device }: Scene, { id }: TrialConversation): Message[] {
  const held = device.life.store.conversations.get(id)?.messages.values() ?? [];
  return [...held].filter(({ deletedAt }) => deletedAt === null).slice(-mostLookedAt);
}
