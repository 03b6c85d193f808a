import type { Message } from '@litspark/shared-contracts';
import type { Command } from '../history/command.js';
import type { Scene } from './scene.js';
import { write } from './sends.js';
import type { TrialConversation } from './trial-conversation.js';

function make(
  { device, random }: Scene,
  { id: target, conversationId }: Message,
  { kind, method, part }: Pick<Command, 'kind' | 'method'> & { part: string },
): void {
  device.life.commands.add({
    id: random.uuid(),
    kind,
    lane: `${part} ${target}`,
    conversationId,
    target,
    method,
    path: `/api/conversations/${conversationId}/messages/${target}/${part}`,
  });
}

/** Refused in a channel, whose owner alone pins. */
export function pin(scene: Scene, conversation: TrialConversation): Promise<void> {
  const message = scene.random.maybe(known(scene, conversation).slice(-12));
  const how = scene.random.chance(0.6)
    ? ({ kind: 'pin', method: 'PUT', part: 'pin' } as const)
    : ({ kind: 'unpin', method: 'DELETE', part: 'pin' } as const);
  if (message) make(scene, message, how);
  return Promise.resolve();
}

/** A message that its readers are to confirm. */
export function ask(scene: Scene, conversation: TrialConversation): Promise<void> {
  const item = write(scene, conversation);
  const asking = conversation.kind === 'group' ? { ...item, parts: { confirmation: {} } } : item;
  scene.device.life.outbox.add(asking);
  return Promise.resolve();
}

export function confirm(scene: Scene, conversation: TrialConversation): Promise<void> {
  const asking = known(scene, conversation).filter(
    ({ parts, senderId }) => parts.confirmation && senderId !== scene.device.userId,
  );
  const message = scene.random.maybe(asking);
  if (message) make(scene, message, { kind: 'confirm', method: 'POST', part: 'confirmation' });
  return Promise.resolve();
}

const known = ({ device }: Scene, { id }: TrialConversation): Message[] =>
  [...(device.life.store.conversations.get(id)?.messages.values() ?? [])]
    .filter(({ deletedAt }) => deletedAt === null)
    .slice(-60);
