import type { Device } from '../client/device.js';
import { pause, waitUntil } from '../clock.js';
import type { Random } from '../random.js';
import type { Scene } from '../acts/scene.js';
import type { Circle } from '../acts/circle.js';
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
  circles: readonly Circle[],
  devices: readonly Device[],
  scene: Omit<Scene, 'device'>,
  random: Random,
): Promise<void> {
  const shuffled = random.shuffle(circles);
  const locked = shuffled.splice(0, Math.min(lockedMax, Math.floor(circles.length / 2)));
  if (locked.length === 0) return;
  const { history } = scene;
  const memberOf = (circle: Circle): Device =>
    random.pick(devices.filter(({ userId }) => circle.members.some((member) => member.userId === userId)));
  history.counts.fault('rows locked in good weather');
  const releases: (() => Promise<void>)[] = [];
  const blocked: Promise<unknown>[] = [];
  try {
    for (const { id } of locked) releases.push(await lockConversation(databaseUrl, id));
    for (let left = tries; left > 0; left -= 1) {
      let isAnswered = false;
      for (const circle of locked) {
        const device = memberOf(circle);
        const attempt = device.life.sending.attempt(write({ ...scene, device }, circle), 'rest');
        blocked.push(attempt.then(() => (isAnswered = true)));
      }
      await pause(arrivedWithinMs);
      const under = shuffled.map((circle) => ({ circle, device: memberOf(circle) }));
      for (const { circle, device } of under) await sendOne({ ...scene, device }, circle);
      const isStored = () => under.every(({ circle, device }) => device.life.outbox.isIdle(circle.id));
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
