import type { Device } from '../client/device.js';
import { pause, waitUntil } from '../clock.js';
import type { Random } from '../random.js';
import type { Scene } from '../acts/scene.js';
import type { TrialConversation } from '../acts/trial-conversation.js';
import { sendOne } from '../acts/sends.js';
import type { RedisServer } from '../world/redis-server.js';
import type { World } from '../world/world.js';

const acknowledgedWithinMs = 60_000;
/** Time for what was sent to reach Redis, so that there is something to lose; nothing fails if it is too short. */
const relayedWithinMs = 500;

/** What may happen to the events of a node's neighbours while it sleeps. */
const losses = {
  'one-offs kept': () => Promise.resolve(),
  'one-offs trimmed': (redis: RedisServer) => redis.trim(),
  'one-offs flushed': (redis: RedisServer) => redis.flush(),
  'one-offs lost with Redis': (redis: RedisServer) => redis.restart(0),
} as const;

/**
 * One node sleeps while one message is sent to each conversation through the other, and the events are lost: no later
 * message shows that something is missing.
 */
export async function sendOneOffs(
  world: World,
  conversations: readonly TrialConversation[],
  devices: readonly Device[],
  scene: Omit<Scene, 'device'>,
  random: Random,
): Promise<void> {
  const { redis } = world;
  if (!redis) return;
  const asleep = random.between(0, world.services.length - 1);
  const name = random.pick(Object.keys(losses) as (keyof typeof losses)[]);
  const awake = devices.filter(({ settings }) => settings.node !== asleep);
  const senders = new Set<Device>();
  scene.history.log.add(null, `fault: node ${asleep} sleeps, ${name}`);
  scene.history.counts.fault(name);
  world.services[asleep]?.signal('SIGSTOP');
  try {
    for (const conversation of conversations) {
      const device = random.maybe(
        awake.filter(({ userId }) => conversation.members.some((member) => member.userId === userId)),
      );
      if (!device) continue;
      senders.add(device);
      await sendOne({ ...scene, device }, conversation);
    }
    await waitUntil(() => [...senders].every(({ life }) => life.outbox.isEmpty), acknowledgedWithinMs);
    await pause(relayedWithinMs);
    await losses[name](redis);
  } finally {
    world.services[asleep]?.signal('SIGCONT');
  }
}
