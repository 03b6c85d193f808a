import type { Device } from '../client/device.js';
import { pause, waitUntil } from '../clock.js';
import type { Random } from '../random.js';
import type { Scene } from '../acts/scene.js';
import type { TrialConversation } from '../acts/trial-conversation.js';
import { sendOne, write } from '../acts/sends.js';
import { lockConversation } from '../world/row-lock.js';

/** As many as a product with two batches at once can be stopped by. */
const lockedMax = 2;
const tries = 4;
/** Time for what waits for the locks to arrive; nothing fails if it is too short. */
const arrivedWithinMs = 300;

/**
 * While another session holds the rows of some conversations, messages to the others don't wait for them: they are
 * stored before who waits for a lock is answered. That is counted, not timed, and one try of several is enough: a busy
 * machine may stall for as long as a lock is waited for.
 */
export async function checkUnrelated(
  databaseUrl: string,
  conversations: readonly TrialConversation[],
  devices: readonly Device[],
  scene: Omit<Scene, 'device'>,
  random: Random,
): Promise<void> {
  const shuffled = random.shuffle(conversations);
  const locked = shuffled.splice(0, Math.min(lockedMax, Math.floor(conversations.length / 2)));
  if (locked.length === 0) return;
  const { history } = scene;
  const memberOf = (conversation: TrialConversation): Device =>
    random.pick(
      devices.filter(({ userId }) => conversation.members.some((member) => member.userId === userId)),
    );
  history.counts.fault('rows locked and nothing else');
  const releases: (() => Promise<void>)[] = [];
  const blocked: Promise<unknown>[] = [];
  try {
    for (const { id } of locked) releases.push(await lockConversation(databaseUrl, id));
    for (let left = tries; left > 0; left -= 1) {
      let isAnswered = false;
      for (const conversation of locked) {
        const device = memberOf(conversation);
        const attempt = device.life.sending.attempt(write({ ...scene, device }, conversation), 'rest');
        blocked.push(attempt.then(() => (isAnswered = true)));
      }
      await pause(arrivedWithinMs);
      const under = shuffled.map((conversation) => ({ conversation, device: memberOf(conversation) }));
      for (const { conversation, device } of under) await sendOne({ ...scene, device }, conversation);
      const isStored = () =>
        under.every(({ conversation, device }) => device.life.outbox.isIdle(conversation.id));
      await waitUntil(() => isStored() || isAnswered, Infinity);
      if (isStored()) return;
    }
    history.violations.add({
      property: 'locked rows stop nobody else',
      what: `${tries} times, who waited for ${locked.map(({ id }) => id).join(' and ')} was answered before strangers were`,
    });
  } finally {
    for (const release of releases) await release();
    await Promise.all(blocked);
  }
}
