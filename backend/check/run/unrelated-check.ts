import type { Device } from '../client/device.js';
import { now, waitUntil } from '../clock.js';
import type { Random } from '../random.js';
import type { Scene } from '../acts/acting.js';
import type { Circle } from '../acts/circle.js';
import { sendOne } from '../acts/sends.js';
import { lockConversation } from '../world/row-lock.js';

const rounds = 8;
/** A round takes some milliseconds; one that waits for the locked row takes as long as a lock is waited for. */
const patienceMs = 60_000;

/**
 * While another session holds the row of one conversation, messages to the others are stored: round after round, with
 * one for the locked conversation among them. Counted is progress, not time.
 */
export async function checkUnrelated(
  databaseUrl: string,
  circles: readonly Circle[],
  devices: readonly Device[],
  scene: Omit<Scene, 'device'>,
  random: Random,
): Promise<void> {
  const [locked, ...others] = random.shuffle(circles);
  if (!locked || others.length === 0) return;
  const { history } = scene;
  const membersOf = (circle: Circle) =>
    devices.filter(({ userId }) => circle.members.some((member) => member.userId === userId));
  const blocked = random.pick(membersOf(locked));
  const sendTo = (circle: Circle, device: Device) => sendOne({ ...scene, device }, circle);
  history.counts.fault('row locked in good weather');
  history.log.add(null, `fault: ${locked.id} locked in good weather`);
  const release = await lockConversation(databaseUrl, locked.id);
  try {
    const deadline = now() + patienceMs;
    for (let round = 1; round <= rounds; round += 1) {
      await sendTo(locked, blocked);
      const under = others.flatMap((circle) => {
        // Its own messages may wait for each other.
        const device = random.maybe(membersOf(circle).filter((one) => one !== blocked));
        return device ? [{ circle, device }] : [];
      });
      for (const { circle, device } of under) await sendTo(circle, device);
      const isStored = () => under.every(({ circle, device }) => device.life.outbox.isIdle(circle.id));
      if (await waitUntil(isStored, deadline - now())) continue;
      const waiting = under.filter(({ circle, device }) => !device.life.outbox.isIdle(circle.id));
      for (const { circle, device } of waiting)
        history.violations.add({
          property: 'a locked row stops nobody else',
          what: `while ${locked.id} was locked, round ${round} of ${rounds} was not stored after ${patienceMs / 1_000} s`,
          conversationId: circle.id,
          who: device.who,
        });
      return;
    }
  } finally {
    await release();
  }
}
