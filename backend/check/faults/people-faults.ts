import { pause } from '../clock.js';
import type { Fault } from './fault.js';

/** A client dies, also between a send and its acknowledgement, and is started again. */
export const killClient: Fault = async ({ devices, random }) => {
  const killed = random.shuffle(devices).slice(0, random.between(1, 3));
  for (const device of killed) device.kill();
  await pause(random.between(0, 2_000));
  for (const device of killed) device.restart();
};

export const jumpClock: Fault = ({ devices, random }) => {
  const hour = 3_600_000;
  random.pick(devices).jumpClock(random.pick([-24 * hour, -hour, -30_000, 30_000, hour, 24 * hour]));
  return Promise.resolve();
};

/** Somebody is removed from a conversation while they write in it, and added again. */
export const removeParticipant: Fault = async ({ conversations, owner, random, history }) => {
  const inUse = conversations.filter(({ kind, retired }) => kind !== 'direct' && !retired);
  const conversation = random.maybe(inUse);
  if (!conversation) return;
  const present = conversation.members.filter(
    ({ userId }) => history.memberships.out(conversation.id, userId) === null,
  );
  // Somebody must be left to write to them.
  if (present.length < 2) return;
  const { userId } = random.pick(present);
  await owner.remove(conversation, userId);
  await pause(random.between(200, 3_000));
  await owner.addBack(conversation, userId);
};

export const renameConversation: Fault = async ({ conversations, owner, random }) => {
  const inUse = conversations.filter(({ kind, retired }) => kind !== 'direct' && !retired);
  const conversation = random.maybe(inUse);
  if (conversation) await owner.rename(conversation);
};
