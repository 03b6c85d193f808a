import { Acting } from '../acts/acting.js';
import type { Scene } from '../acts/scene.js';
import type { TrialConversation } from '../acts/trial-conversation.js';
import type { Device } from '../client/device.js';
import { now, waitUntil } from '../clock.js';
import type { World } from '../world/world.js';

/** A start takes a second; a machine that is busy with much else, many times that. */
const restartedWithinMs = 180_000;
const sentWithinMs = 180_000;
const paceMs = 200;

/**
 * One node after the other is stopped, as an update stops it, and started again, while everybody sends. Each send must be stored and
 * acknowledged, be it at a second try; none may be refused.
 */
export async function checkRollingRestart(
  world: World,
  conversations: readonly TrialConversation[],
  devices: readonly Device[],
  scene: Omit<Scene, 'device'>,
): Promise<void> {
  const { history, random } = scene;
  const began = now();
  history.counts.fault('rolling restart');
  history.log.add(null, 'fault: rolling restart');
  const sending = devices.map(
    (device) => new Acting({ ...scene, device, random: random.branch(device.who) }, { send: 1 }, paceMs),
  );
  for (const [node, service] of world.services.entries())
    if (!(await service.restart(restartedWithinMs)))
      history.violations.add({ property: 'all comes to rest', what: `node ${node} did not come back` });
  await Promise.all(sending.map((one) => one.stop()));
  await waitUntil(() => devices.every(({ life }) => life.outbox.isEmpty), sentWithinMs);
  for (const { id } of conversations)
    for (const { firstInvokedAt, message, refusal, clientMessageId, tries } of history.sends.of(id))
      if (firstInvokedAt >= began && message === null)
        history.violations.add({
          property: 'a rolling restart fails no send',
          what: `${clientMessageId} was ${refusal ?? 'not acknowledged'} after ${tries} tries`,
          conversationId: id,
        });
}
