import { authContract } from './auth/auth.contract.js';
import { chatContract } from './chat/chat.contract.js';
import { conversationsContract } from './conversations/conversations.contract.js';
import { demoContract } from './demo/demo.contract.js';
import { integrityContract } from './integrity/integrity.contract.js';
import { messagesContract } from './messages/messages.contract.js';
import { pinsContract } from './pins/pins.contract.js';
import { presenceContract } from './presence/presence.contract.js';
import { readReceiptsContract } from './read-receipts/read-receipts.contract.js';
import { syncContract } from './sync/sync.contract.js';
import { usersContract } from './users/users.contract.js';

/** The language of the product, feature by feature: the line that a team adds. */
export const features = [
  authContract,
  usersContract,
  conversationsContract,
  messagesContract,
  readReceiptsContract,
  presenceContract,
  chatContract,
  syncContract,
  integrityContract,
  demoContract,
  pinsContract,
] as const;
