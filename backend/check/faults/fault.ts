import type { Device } from '../client/device.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import type { TrialConversation } from '../acts/trial-conversation.js';
import type { ConversationOwner } from '../acts/conversation-owner.js';
import type { World } from '../world/world.js';

/** What a fault may reach. */
export interface Target {
  world: World;
  devices: readonly Device[];
  conversations: readonly TrialConversation[];
  owner: ConversationOwner;
  random: Random;
  history: History;
}

/** Makes things go wrong, and right again where that is part of it; resolves when it is over. */
export type Fault = (target: Target) => Promise<void>;
