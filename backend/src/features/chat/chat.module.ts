import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ReadReceiptsModule } from '../read-receipts/read-receipts.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { UsersModule } from '../users/users.module.js';
import { Audience } from './audience.port.js';
import { ChatGateway } from './chat.gateway.js';
import { ConversationFanOut } from './conversation-fan-out.js';
import { ConversationRooms } from './conversation-rooms.js';
import { ConversationUpdates } from './conversation-updates.js';
import { EndedSessions } from './ended-sessions.js';
import { HeldConversations } from './held-conversations.js';
import { LiveDelivery } from './live-delivery.js';
import { MarkerFanOut } from './marker-fan-out.js';
import { MentionFanOut } from './mention-fan-out.js';
import { MessageFanOut } from './message-fan-out.js';
import { RoomFreshness } from './room-freshness.js';
import { SocketAudience } from './socket-audience.js';
import { Typing } from './typing.js';
import { UserFanOut } from './user-fan-out.js';

/** What is said, live: the gateway of the core events, and what is sent to the sockets. */
@Module({
  imports: [ConversationsModule, MessagesModule, ReadReceiptsModule, SyncModule, UsersModule],
  providers: [
    { provide: Audience, useClass: SocketAudience },
    ChatGateway,
    ConversationFanOut,
    ConversationRooms,
    ConversationUpdates,
    EndedSessions,
    HeldConversations,
    LiveDelivery,
    MarkerFanOut,
    MentionFanOut,
    MessageFanOut,
    RoomFreshness,
    Typing,
    UserFanOut,
  ],
  exports: [Audience],
})
export class ChatModule {}
