import { message as messageShape, type Message } from '@litspark/shared-contracts';
import { now, pause } from '../clock.js';
import { retryAfter } from '../client/asking.js';
import { isUncertain, type Outcome } from '../client/outcome.js';
import type { Method } from '../client/rest-client.js';
import type { ChangeRecord } from '../history/changes.js';
import type { Scene } from './scene.js';
import type { TrialConversation } from './trial-conversation.js';
import { textFor } from './texts.js';

const emojis = ['👍', '❤️', '🎉', '🇫🇷'];

const known = ({ device }: Scene, conversation: TrialConversation): Message[] =>
  [...(device.life.store.conversations.get(conversation.id)?.messages.values() ?? [])].slice(-60);

/** Mostly one's own; another's must be refused. */
export async function editMessage(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { random, device } = scene;
  const own = known(scene, conversation).filter(({ senderId }) => senderId === device.userId);
  const message = random.maybe(random.chance(0.9) ? own : known(scene, conversation));
  if (!message) return;
  const version = random.uuid().slice(0, 8);
  const body = textFor(random, message.clientMessageId, version, conversation.members);
  const expected = random.chance(0.3) ? { expectedRevision: message.revision } : {};
  await change(scene, 'edit', message, body, 'PATCH', '', { body, ...expected });
}

export async function deleteMessage(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { random, device } = scene;
  const own = known(scene, conversation).filter(({ senderId }) => senderId === device.userId);
  const message = random.maybe(random.chance(0.9) ? own : known(scene, conversation));
  if (message) await change(scene, 'delete', message, '', 'DELETE', '');
}

const reacting = new Set<string>();

/** One person's reaction is put and taken back one after the other, each until it is known to be done. */
export async function react(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { random, device } = scene;
  const message = random.maybe(known(scene, conversation));
  const emoji = random.pick(emojis);
  if (!message) return;
  const key = `${device.userId} ${message.id} ${emoji}`;
  if (reacting.has(key)) return;
  reacting.add(key);
  try {
    const [kind, method] = random.chance(0.65)
      ? (['react', 'PUT'] as const)
      : (['unreact', 'DELETE'] as const);
    const path = `/reactions/${encodeURIComponent(emoji)}`;
    // A killed device forgets what it was about to do: the person sees so, and tries again or not.
    let wait: number | null = 0;
    for (let tries = 0; wait !== null && device.life.isAlive; tries += 1) {
      await pause(wait + 200 * tries);
      wait = retryAfter(await change(scene, kind, message, emoji, method, path));
    }
  } finally {
    reacting.delete(key);
  }
}

async function change(
  scene: Scene,
  kind: ChangeRecord['kind'],
  target: Message,
  value: string,
  method: Method,
  suffix: string,
  body?: unknown,
): Promise<Outcome<Message>> {
  const { device, history } = scene;
  const { life } = device;
  const { conversationId, id: messageId } = target;
  const path = `/api/conversations/${conversationId}/messages/${messageId}${suffix}`;
  const invokedAt = now();
  const outcome = await life.asking.rest(kind, conversationId, { method, path, body }, messageShape);
  const message = outcome.is === 'done' ? outcome.data : null;
  if (message) {
    history.ledger.observe(message, `${device.who} by acknowledgement`);
    if (kind === 'edit') history.ledger.claim(conversationId, message.revision, messageId, invokedAt);
    if (life.isAlive && life.store.merge(message) === 'gap') life.pull();
  }
  history.changes.add({
    kind,
    conversationId,
    messageId,
    userId: device.userId,
    value,
    invokedAt,
    endedAt: now(),
    outcome: message ? 'acknowledged' : isUncertain(outcome) ? 'uncertain' : 'refused',
    message,
  });
  return outcome;
}
