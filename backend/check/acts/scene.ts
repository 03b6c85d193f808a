import type { Device } from '../client/device.js';
import type { Account } from '../client/session.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import type { TrialConversation } from './trial-conversation.js';

/** What an action of a device works with. */
export interface Scene {
  device: Device;
  random: Random;
  history: History;
  conversations: readonly TrialConversation[];
  people: readonly Account[];
}
