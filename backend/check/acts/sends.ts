import type { Message } from '@litspark/shared-contracts';
import type { OutboxItem } from '../client/durable.js';
import type { Outcome } from '../client/outcome.js';
import type { Scene } from './scene.js';
import type { TrialConversation } from './trial-conversation.js';
import { mentionOf, textFor } from './texts.js';

export function write(
  { random, device }: Scene,
  conversation: TrialConversation,
  replyToId: string | null = null,
): OutboxItem {
  const clientMessageId = random.uuid();
  const others = conversation.members.filter(({ userId }) => userId !== device.userId);
  const body = textFor(random, clientMessageId, '0', others);
  return { conversationId: conversation.id, clientMessageId, body, replyToId };
}

/** Through the outbox, as people do. */
export function sendOne(scene: Scene, conversation: TrialConversation): Promise<void> {
  scene.device.life.outbox.add(write(scene, conversation));
  return Promise.resolve();
}

export function reply(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { device, random } = scene;
  const known = [...(device.life.store.conversations.get(conversation.id)?.messages.keys() ?? [])];
  device.life.outbox.add(write(scene, conversation, random.maybe(known.slice(-50)) ?? null));
  return Promise.resolve();
}

/** A message that mentions everybody else of the conversation. */
export function mentionAll(scene: Scene, conversation: TrialConversation): void {
  const { device } = scene;
  const item = write(scene, conversation);
  const others = conversation.members.filter(({ userId }) => userId !== device.userId);
  device.life.outbox.add({ ...item, body: `${item.body}${others.map(mentionOf).join('')}` });
}

/** Several over one socket without waiting in between: stored first try, they are stored in this order. */
export async function burst(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { outbox } = scene.device.life;
  if (!outbox.isIdle(conversation.id)) return;
  const items = Array.from({ length: scene.random.between(2, 8) }, () => write(scene, conversation));
  const outcomes = await outbox.burst(items);
  const id = scene.random.uuid();
  for (const [index, outcome] of outcomes.entries()) {
    const send = scene.history.sends.find(items[index]?.clientMessageId ?? '');
    if (send && outcome.is === 'done' && send.tries === 1) send.burst = { id, index };
  }
}

export async function sendTwice(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { outbox } = scene.device.life;
  if (outbox.isIdle(conversation.id)) await outbox.twice(write(scene, conversation));
}

/** What the contract refuses: it must never appear. */
export async function refused(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { device, random } = scene;
  const item = write(scene, conversation);
  const wrong = random.chance(0.5)
    ? { ...item, replyToId: random.uuid() }
    : { ...item, body: `${item.body}${' '.repeat(8_000)}` };
  const outcome = await device.life.sending.attempt(wrong, random.chance(0.5) ? 'socket' : 'rest');
  mustFail(scene, conversation.id, outcome);
}

/** To a conversation that isn't there for this person. */
export async function stranger(scene: Scene): Promise<void> {
  const { device, random, conversations } = scene;
  const foreign = conversations.find(
    ({ members, retired }) => !retired && !members.some(({ userId }) => userId === device.userId),
  );
  const target = foreign ?? { id: random.uuid(), kind: 'group', members: [], retired: false };
  const item = write(scene, target);
  const outcome = await device.life.sending.attempt(item, random.chance(0.5) ? 'socket' : 'rest');
  mustFail(scene, target.id, outcome);
}

function mustFail({ device, history }: Scene, conversationId: string, outcome: Outcome<Message>): void {
  if (outcome.is !== 'done') return;
  history.violations.add({
    property: 'a refused send never appears',
    what: `a send that had to be refused was acknowledged: ${JSON.stringify(outcome.data)}`,
    conversationId,
    who: device.who,
  });
}
