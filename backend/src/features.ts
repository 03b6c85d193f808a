import { ActivityModule } from './features/activity/activity.module.js';
import { ApiDocsModule } from './features/api-docs/api-docs.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { ChatModule } from './features/chat/chat.module.js';
import { ConfirmationsModule } from './features/confirmations/confirmations.module.js';
import { ConversationPreferencesModule } from './features/conversation-preferences/conversation-preferences.module.js';
import { ConversationsModule } from './features/conversations/conversations.module.js';
import { DemoModule } from './features/demo/demo.module.js';
import { DraftsModule } from './features/drafts/drafts.module.js';
import { HealthModule } from './features/health/health.module.js';
import { IntegrityModule } from './features/integrity/integrity.module.js';
import { MarkedUnreadModule } from './features/marked-unread/marked-unread.module.js';
import { MessagesModule } from './features/messages/messages.module.js';
import { PinsModule } from './features/pins/pins.module.js';
import { PersonalItemsModule } from './features/personal-items/personal-items.module.js';
import { PresenceModule } from './features/presence/presence.module.js';
import { ReadReceiptsModule } from './features/read-receipts/read-receipts.module.js';
import { SavedMessagesModule } from './features/saved-messages/saved-messages.module.js';
import { ScheduledMessagesModule } from './features/scheduled-messages/scheduled-messages.module.js';
import { SettingsModule } from './features/settings/settings.module.js';
import { SidebarModule } from './features/sidebar/sidebar.module.js';
import { SyncModule } from './features/sync/sync.module.js';
import { UsersModule } from './features/users/users.module.js';

/** The product, feature by feature: the line that a team adds. */
export const features = [
  ActivityModule,
  ApiDocsModule,
  AuthModule,
  ChatModule,
  ConfirmationsModule,
  ConversationPreferencesModule,
  ConversationsModule,
  DemoModule,
  DraftsModule,
  HealthModule,
  IntegrityModule,
  MarkedUnreadModule,
  MessagesModule,
  PinsModule,
  PersonalItemsModule,
  PresenceModule,
  ReadReceiptsModule,
  SavedMessagesModule,
  ScheduledMessagesModule,
  SettingsModule,
  SidebarModule,
  SyncModule,
  UsersModule,
];
