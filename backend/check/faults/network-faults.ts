import { pause } from '../clock.js';
import type { Direction, Link } from '../net/link.js';
import type { Fault, Target } from './fault.js';

/** Some of the connections there are, one at least where there is any. */
function some({ world, random }: Target): Link[] {
  const links = random.shuffle(world.proxies.flatMap((proxy) => [...proxy.links]));
  return links.slice(0, random.between(1, Math.max(1, links.length)));
}

const directions: readonly Direction[] = ['up', 'down'];

export const dropConnections: Fault = (target) => {
  for (const link of some(target)) link.reset();
  return Promise.resolve();
};

/** The next piece that passes gets through by half: in the middle of a frame or an answer. */
export const cutFrames: Fault = (target) => {
  for (const link of some(target)) link.cutNext = target.random.pick(directions);
  return Promise.resolve();
};

export const delayConnections: Fault = async (target) => {
  const { random } = target;
  const links = some(target);
  for (const link of links) link.conditions = { ...link.conditions, delayMs: random.between(50, 1_500) };
  await pause(random.between(1_000, 4_000));
  for (const link of links) link.conditions = { ...link.conditions, delayMs: 0 };
};

/** Nothing gets through any more, one way or both, and neither side is notified. */
export const halfOpen: Fault = (target) => {
  const { random } = target;
  for (const link of some(target)) {
    const frozen = random.pick([['up'], ['down'], ['up', 'down']] as Direction[][]);
    link.conditions = { ...link.conditions, frozen: new Set(frozen) };
  }
  return Promise.resolve();
};

export const duplicateRequests: Fault = async ({ world, random }) => {
  for (const proxy of world.proxies) proxy.duplication = 0.5;
  await pause(random.between(1_000, 3_000));
  for (const proxy of world.proxies) proxy.duplication = 0;
};
