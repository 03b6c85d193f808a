import { pause } from '../clock.js';
import type { RedisServer } from '../world/redis-server.js';
import type { Fault, Target } from './fault.js';

const seconds = ({ random }: Target, least: number, most: number) =>
  pause(random.between(1_000 * least, 1_000 * most));

/** One node is frozen while the others go on, and something happens to what it has not received meanwhile. */
async function whileOneSleeps(
  target: Target,
  meanwhile: (redis: RedisServer) => Promise<void>,
): Promise<void> {
  const { world, random, history } = target;
  if (!world.redis) return;
  const service = random.pick(world.services);
  service.signal('SIGSTOP');
  await seconds(target, 3, 7);
  await meanwhile(world.redis);
  await seconds(target, 0, 2);
  service.signal('SIGCONT');
  history.recovery.begin();
}

export const freezeNode: Fault = (target) => whileOneSleeps(target, () => Promise.resolve());

export const trimStream: Fault = (target) => whileOneSleeps(target, (redis) => redis.trim());

export const flushRedis: Fault = (target) => whileOneSleeps(target, (redis) => redis.flush());

export const fillRedis: Fault = async (target) => {
  const { redis } = target.world;
  await redis?.fill();
  await seconds(target, 1, 4);
  await redis?.free();
};

export const restartRedis: Fault = async (target) => {
  const { world, random } = target;
  await world.redis?.restart(random.between(0, 3_000));
};
