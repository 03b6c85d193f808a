import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { KeyedQueue } from '../../platform/database/keyed-queue.js';
import { ClusterEvents } from '../../platform/events/cluster-events.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { UserChanged } from '../users/users.events.js';
import { UsersService } from '../users/users.service.js';

/** Sends `user_changed` to a person's own sockets and to those of who shares a conversation that is not large. */
@Injectable()
export class UserFanOut implements OnModuleInit {
  private readonly logger = new Logger(UserFanOut.name);
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly events: ClusterEvents,
    private readonly realtime: Realtime,
    private readonly users: UsersService,
    private readonly conversations: ConversationsService,
  ) {}

  onModuleInit(): void {
    this.events.on(UserChanged, ({ userId }) => {
      // One after the other for each user, and loaded when its turn comes: the last told is the last state.
      this.queue
        .run([userId], () => this.tell(userId))
        .catch((error: unknown) => {
          // Clients ask anew for whom they show after their next connection.
          this.logger.warn({ err: error }, 'a change of a user was not told');
        });
    });
  }

  private async tell(userId: string): Promise<void> {
    const [user] = await this.users.get([userId]);
    if (!user) return;
    const shared = (await this.conversations.smallConversationsOf([userId])).get(userId) ?? [];
    this.realtime.emit('user_changed', { user }, [rooms.user(userId), ...shared.map(rooms.conversation)]);
  }
}
