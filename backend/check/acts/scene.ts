import type { Device } from '../client/device.js';
import type { Account } from '../client/session.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import type { Circle } from './circle.js';

/** What an action of a device works with. */
export interface Scene {
  device: Device;
  random: Random;
  history: History;
  circles: readonly Circle[];
  people: readonly Account[];
}
