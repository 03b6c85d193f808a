import { pause } from '../clock.js';
import { lockConversation } from '../world/row-lock.js';
import type { Fault, Target } from './fault.js';

const forAMoment = ({ random }: Target) => pause(random.between(500, 4_000));

/** One of the nodes. */
const someService = ({ world, random }: Target) =>
  world.services.length === 1 ? world.services[0] : random.pick(world.services);

export const killService: Fault = (target) => {
  const { history } = target;
  someService(target)?.signal('SIGKILL');
  history.recovery.begin();
  return Promise.resolve();
};

export const killPostgres: Fault = ({ world, history }) => {
  world.postgres.signal('SIGKILL');
  history.recovery.begin();
  return Promise.resolve();
};

export const killBoth: Fault = (target) => {
  const { world, history, random } = target;
  const service = someService(target);
  const kills = [() => service?.signal('SIGKILL'), () => world.postgres.signal('SIGKILL')];
  for (const kill of random.shuffle(kills)) kill();
  history.recovery.begin();
  return Promise.resolve();
};

/** As an operator updates it: what was accepted is finished, and the database stops too. */
export const stopService: Fault = (target) => {
  const { history } = target;
  someService(target)?.signal('SIGTERM');
  history.recovery.begin();
  return Promise.resolve();
};

export const restartPostgres: Fault = ({ world, history }) => {
  world.postgres.signal('SIGINT');
  history.recovery.begin();
  return Promise.resolve();
};

export const freezeService: Fault = async (target) => {
  const { history } = target;
  const service = someService(target);
  service?.signal('SIGSTOP');
  await forAMoment(target);
  service?.signal('SIGCONT');
  history.recovery.begin();
};

export const freezePostgres: Fault = async (target) => {
  const { world, history } = target;
  world.postgres.signalAll('SIGSTOP');
  await forAMoment(target);
  world.postgres.signalAll('SIGCONT');
  history.recovery.begin();
};

export const fillDisk: Fault = async (target) => {
  const { world, history } = target;
  world.volume.fill(world.postgres);
  await forAMoment(target);
  world.volume.free(world.postgres);
  history.recovery.begin();
};

/** Another program's transaction holds the row of a conversation, for less or longer than anybody waits. */
export const lockRow: Fault = async ({ world, conversations, random }) => {
  const url = world.postgres.url();
  const conversation = random.maybe(conversations.filter(({ retired }) => !retired));
  if (url === null || !conversation) return;
  const release = await lockConversation(url, conversation.id);
  await pause(random.between(500, 12_000));
  await release();
};
