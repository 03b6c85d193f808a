import { pause } from '../clock.js';
import type { Proxy } from '../net/proxy.js';
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

/** For a moment something of the cluster is away; what it did not get meanwhile it never gets. */
async function away(target: Target, begin: () => unknown, end: () => unknown): Promise<void> {
  await begin();
  await seconds(target, 1, 5);
  await end();
  target.history.recovery.begin();
}

const cut = (target: Target, lines: readonly Proxy[]): Promise<void> =>
  away(
    target,
    () => lines.forEach((line) => line.cut()),
    () => lines.forEach((line) => line.heal()),
  );

/** One of them or all: a cable, or what it leads to. */
const someOf = ({ random }: Target, lines: readonly Proxy[]): readonly Proxy[] =>
  random.chance(0.5) ? lines : lines.slice(0, 1);

export const cutNode: Fault = (target) => {
  const { world, random } = target;
  return cut(target, random.shuffle(world.lines.nodes).slice(0, 1));
};

export const cutRedis: Fault = (target) => cut(target, someOf(target, target.world.lines.redis));

export const cutDatabase: Fault = (target) => cut(target, someOf(target, target.world.lines.database));

export const freezeRedis: Fault = (target) => {
  const { redis } = target.world;
  return away(
    target,
    () => redis?.signal('SIGSTOP'),
    () => redis?.signal('SIGCONT'),
  );
};

export const killNginx: Fault = (target) => {
  const { nginx } = target.world;
  return away(
    target,
    () => nginx?.kill(),
    () => nginx?.start(),
  );
};

export const freezeNginx: Fault = (target) => {
  const { nginx } = target.world;
  return away(
    target,
    () => nginx?.signal('SIGSTOP'),
    () => nginx?.signal('SIGCONT'),
  );
};

/** A worker of a service dies alone. */
export const killWorker: Fault = ({ world, random, history }) => {
  random.maybe(world.services)?.killWorker((pids) => random.maybe(pids));
  history.recovery.begin();
  return Promise.resolve();
};

export const restartRedis: Fault = async (target) => {
  const { world, random } = target;
  await world.redis?.restart(random.between(0, 3_000));
};
