import { pause } from '../clock.js';
import type { Fault, Target } from './fault.js';

const forAMoment = ({ random }: Target) => pause(random.between(500, 4_000));

export const killService: Fault = ({ world, history }) => {
  world.service.signal('SIGKILL');
  history.recovery.begin();
  return Promise.resolve();
};

export const killPostgres: Fault = ({ world, history }) => {
  world.postgres.signal('SIGKILL');
  history.recovery.begin();
  return Promise.resolve();
};

export const killBoth: Fault = ({ world, history, random }) => {
  const kills = [() => world.service.signal('SIGKILL'), () => world.postgres.signal('SIGKILL')];
  for (const kill of random.shuffle(kills)) kill();
  history.recovery.begin();
  return Promise.resolve();
};

/** As an operator updates it: what was accepted is finished, and the database stops too. */
export const stopService: Fault = ({ world, history }) => {
  world.service.signal('SIGTERM');
  history.recovery.begin();
  return Promise.resolve();
};

export const restartPostgres: Fault = ({ world, history }) => {
  world.postgres.signal('SIGINT');
  history.recovery.begin();
  return Promise.resolve();
};

export const freezeService: Fault = async (target) => {
  const { world, history } = target;
  world.service.signal('SIGSTOP');
  await forAMoment(target);
  world.service.signal('SIGCONT');
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
