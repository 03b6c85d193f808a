import { AuthModule } from './features/auth/auth.module.js';
import { ConversationsModule } from './features/conversations/conversations.module.js';
import { MessagesModule } from './features/messages/messages.module.js';
import { UsersModule } from './features/users/users.module.js';

/** The product, feature by feature: the line that a team adds. */
export const features = [AuthModule, UsersModule, ConversationsModule, MessagesModule];
