import { readMarker } from '@litspark/shared-contracts';
import type { Outcome } from '../client/outcome.js';
import type { Scene } from './scene.js';
import type { TrialConversation } from './trial-conversation.js';

/** Marks as read up to somewhere known; now and then beyond the end, which counts as the end. */
export async function markRead(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { device, random, history } = scene;
  const { life } = device;
  const lastSeq = life.store.conversations.get(conversation.id)?.lastSeq ?? 0;
  const seq = random.chance(0.1) ? lastSeq + 1_000 : random.between(Math.max(0, lastSeq - 10), lastSeq);
  const floor = history.markers.asked('read', conversation.id, device.userId, seq);
  history.markers.asked('delivered', conversation.id, device.userId, seq);
  const outcome = random.chance(0.6)
    ? await life.asking.event('mark_as_read', conversation.id, { conversationId: conversation.id, seq })
    : await byRest(scene, conversation, seq);
  if (outcome.is !== 'done') return;
  const { lastReadSeq, unreadCount } = outcome.data;
  history.markers.answered('read', conversation.id, device.userId, lastReadSeq, floor);
  history.markers.promised('delivered', conversation.id, device.userId, lastReadSeq);
  if (life.isAlive) life.store.applyMarker(conversation.id, lastReadSeq);
  if (unreadCount < 0 || lastReadSeq + unreadCount < lastSeq)
    history.violations.add({
      property: 'unread is what lies above the marker',
      what: `marker ${lastReadSeq} and ${unreadCount} unread, where the last seq was ${lastSeq} or more`,
      conversationId: conversation.id,
      who: device.who,
    });
}

function byRest(
  { device }: Scene,
  { id }: TrialConversation,
  seq: number,
): Promise<Outcome<{ lastReadSeq: number; unreadCount: number }>> {
  const path = `/api/conversations/${id}/read`;
  return device.life.asking.rest('mark_as_read', id, { method: 'POST', path, body: { seq } }, readMarker);
}

/** Says that this device has stored everything up to the last message it holds. */
export async function markDelivered(scene: Scene, conversation: TrialConversation): Promise<void> {
  const { device, random, history } = scene;
  const lastSeq = device.life.store.conversations.get(conversation.id)?.lastSeq ?? 0;
  const seq = random.chance(0.1) ? lastSeq + 1_000 : random.between(Math.max(0, lastSeq - 5), lastSeq);
  const floor = history.markers.asked('delivered', conversation.id, device.userId, seq);
  const payload = { conversationId: conversation.id, seq };
  const outcome = await device.life.asking.event('mark_as_delivered', conversation.id, payload);
  if (outcome.is === 'done')
    history.markers.answered(
      'delivered',
      conversation.id,
      device.userId,
      outcome.data.lastDeliveredSeq,
      floor,
    );
}
