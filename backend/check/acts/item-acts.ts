import type { Message } from '@litspark/shared-contracts';
import type { Command } from '../history/command.js';
import type { Scene } from './scene.js';
import { write } from './sends.js';
import type { TrialConversation } from './trial-conversation.js';

type Made = Pick<Command, 'kind' | 'method' | 'target'> & { item: string; value?: unknown };

function make({ device, random }: Scene, { id }: TrialConversation, made: Made): void {
  const { kind, method, target, item, value } = made;
  device.life.commands.add({
    id: random.uuid(),
    kind,
    lane: `${item} ${target}`,
    conversationId: id,
    target,
    method,
    path: `/api/me/items/${item}/${target}`,
    ...(value !== undefined && { body: { value } }),
  });
}

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** Saved, and mostly sent at once: the send takes it away, whichever comes first. */
export function draft(scene: Scene, conversation: TrialConversation): Promise<void> {
  const item = write(scene, conversation);
  const { clientMessageId, body, replyToId } = item;
  const value = { clientMessageId, body, replyToId, fileIds: [], writtenAt: inMs(0) };
  make(scene, conversation, {
    kind: 'draft',
    method: 'PUT',
    item: 'draft',
    target: conversation.id,
    value,
  });
  if (scene.random.chance(0.7)) scene.device.life.outbox.add({ ...item, fromDraft: true });
  return Promise.resolve();
}

export function prefer(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { random } = scene;
  const value = {
    level: random.pick(['all', 'mentions', 'nothing', null]),
    mutedUntil: random.chance(0.5) ? inMs(random.between(1, 1_000_000)) : null,
    favourite: random.chance(0.5),
    section: null,
  };
  make(scene, conversation, {
    kind: 'preference',
    method: 'PUT',
    item: 'conversation_preferences',
    target: conversation.id,
    value,
  });
  return Promise.resolve();
}

const saved = new Set<string>();

/** Once for each person and message, so that it is known how often they are reminded. */
export function save(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { random, device } = scene;
  const message = random.maybe(known(scene, conversation));
  const key = `${device.userId} ${message?.id ?? ''}`;
  if (!message || saved.has(key)) return Promise.resolve();
  saved.add(key);
  const remindAt = random.chance(0.7) ? inMs(random.between(-100, 1_500)) : null;
  const { id: target, seq, conversationId } = message;
  const value = { conversationId, seq, note: null, remindAt, doneAt: null, savedAt: inMs(0) };
  make(scene, conversation, { kind: 'save', method: 'PUT', item: 'saved_message', target, value });
  return Promise.resolve();
}

/** For soon; sometimes taken back before, or after. */
export function schedule(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { random, device, history } = scene;
  const { clientMessageId: target, body } = write(scene, conversation);
  const { id: conversationId } = conversation;
  // The system sends it: what comes of it nobody is told of.
  const sending = { conversationId, senderId: device.userId, clientMessageId: target, body, replyToId: null };
  history.sends.open(sending, 0).uncertain = true;
  const sendAt = inMs(random.between(-100, 1_500));
  const value = { conversationId, body, replyToId: null, fileIds: [], sendAt };
  make(scene, conversation, { kind: 'schedule', method: 'PUT', item: 'scheduled_message', target, value });
  if (random.chance(0.3))
    make(scene, conversation, { kind: 'cancel', method: 'DELETE', item: 'scheduled_message', target });
  return Promise.resolve();
}

const known = ({ device }: Scene, { id }: TrialConversation): Message[] =>
  [...(device.life.store.conversations.get(id)?.messages.values() ?? [])]
    .filter(({ deletedAt }) => deletedAt === null)
    .slice(-60);
