import { activityContract } from './activity/activity.contract.js';
import { authContract } from './auth/auth.contract.js';
import { chatContract } from './chat/chat.contract.js';
import { confirmationsContract } from './confirmations/confirmations.contract.js';
import { conversationPreferencesContract } from './conversation-preferences/conversation-preferences.contract.js';
import { conversationsContract } from './conversations/conversations.contract.js';
import { demoContract } from './demo/demo.contract.js';
import { draftsContract } from './drafts/drafts.contract.js';
import { integrityContract } from './integrity/integrity.contract.js';
import { markedUnreadContract } from './marked-unread/marked-unread.contract.js';
import { messagesContract } from './messages/messages.contract.js';
import { pinsContract } from './pins/pins.contract.js';
import { personalItemsContract } from './personal-items/personal-items.contract.js';
import { presenceContract } from './presence/presence.contract.js';
import { readReceiptsContract } from './read-receipts/read-receipts.contract.js';
import { savedMessagesContract } from './saved-messages/saved-messages.contract.js';
import { scheduledMessagesContract } from './scheduled-messages/scheduled-messages.contract.js';
import { settingsContract } from './settings/settings.contract.js';
import { sidebarContract } from './sidebar/sidebar.contract.js';
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
  confirmationsContract,
  personalItemsContract,
  conversationPreferencesContract,
  markedUnreadContract,
  draftsContract,
  savedMessagesContract,
  scheduledMessagesContract,
  sidebarContract,
  activityContract,
  settingsContract,
] as const;
