import { ApiDocsModule } from './features/api-docs/api-docs.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { ChatModule } from './features/chat/chat.module.js';
import { ConversationsModule } from './features/conversations/conversations.module.js';
import { DemoModule } from './features/demo/demo.module.js';
import { HealthModule } from './features/health/health.module.js';
import { IntegrityModule } from './features/integrity/integrity.module.js';
import { MessagesModule } from './features/messages/messages.module.js';
import { PinsModule } from './features/pins/pins.module.js';
import { PresenceModule } from './features/presence/presence.module.js';
import { ReadReceiptsModule } from './features/read-receipts/read-receipts.module.js';
import { SyncModule } from './features/sync/sync.module.js';
import { UsersModule } from './features/users/users.module.js';

/** The product, feature by feature: the line that a team adds. */
export const features = [
  ApiDocsModule,
  AuthModule,
  ChatModule,
  ConversationsModule,
  DemoModule,
  HealthModule,
  IntegrityModule,
  MessagesModule,
  PinsModule,
  PresenceModule,
  ReadReceiptsModule,
  SyncModule,
  UsersModule,
];
