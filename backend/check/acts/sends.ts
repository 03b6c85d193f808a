import type { Message } from '@litspark/shared-contracts';
import type { OutboxItem } from '../client/durable.js';
import type { Outcome } from '../client/outcome.js';
import type { Scene } from './scene.js';
import type { Circle } from './circle.js';
import { textFor } from './texts.js';

export function write(
  { random, device }: Scene,
  circle: Circle,
  replyToId: string | null = null,
): OutboxItem {
  const clientMessageId = random.uuid();
  const others = circle.members.filter(({ userId }) => userId !== device.userId);
  const body = textFor(random, clientMessageId, '0', others);
  return { conversationId: circle.id, clientMessageId, body, replyToId };
}

/** Through the outbox, as people do. */
export function sendOne(scene: Scene, circle: Circle): Promise<void> {
  scene.device.life.outbox.add(write(scene, circle));
  return Promise.resolve();
}

export function reply(scene: Scene, circle: Circle): Promise<void> {
  const { device, random } = scene;
  const known = [...(device.life.store.conversations.get(circle.id)?.messages.keys() ?? [])];
  device.life.outbox.add(write(scene, circle, random.maybe(known.slice(-50)) ?? null));
  return Promise.resolve();
}

/** Several over one socket without waiting in between: stored first try, they are stored in this order. */
export async function burst(scene: Scene, circle: Circle): Promise<void> {
  const { outbox } = scene.device.life;
  if (!outbox.isIdle(circle.id)) return;
  const items = Array.from({ length: scene.random.between(2, 8) }, () => write(scene, circle));
  const outcomes = await outbox.burst(items);
  const id = scene.random.uuid();
  for (const [index, outcome] of outcomes.entries()) {
    const send = scene.history.sends.find(items[index]?.clientMessageId ?? '');
    if (send && outcome.is === 'done' && send.tries === 1) send.burst = { id, index };
  }
}

export async function sendTwice(scene: Scene, circle: Circle): Promise<void> {
  const { outbox } = scene.device.life;
  if (outbox.isIdle(circle.id)) await outbox.twice(write(scene, circle));
}

/** What the contract refuses: it must never appear. */
export async function refused(scene: Scene, circle: Circle): Promise<void> {
  const { device, random } = scene;
  const item = write(scene, circle);
  const wrong = random.chance(0.5)
    ? { ...item, replyToId: random.uuid() }
    : { ...item, body: `${item.body}${' '.repeat(8_000)}` };
  const outcome = await device.life.sending.attempt(wrong, random.chance(0.5) ? 'socket' : 'rest');
  mustFail(scene, circle.id, outcome);
}

/** To a conversation that isn't there for this person. */
export async function stranger(scene: Scene): Promise<void> {
  const { device, random, circles } = scene;
  const foreign = circles.find(
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
