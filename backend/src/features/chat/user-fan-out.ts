import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KeyedQueue } from '../../platform/concurrency/keyed-queue.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConnectedSockets } from '../../platform/realtime/connected-sockets.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { UserChanged } from '../users/users.events.js';
import { UsersService } from '../users/users.service.js';
import { LiveDelivery } from './live-delivery.js';

/** Sends `user_changed` to a person's own sockets and to those of who shares a conversation that is not large. */
@Injectable()
export class UserFanOut implements OnModuleInit {
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
    private readonly sockets: ConnectedSockets,
    private readonly users: UsersService,
    private readonly conversations: ConversationsService,
    private readonly delivery: LiveDelivery,
  ) {}

  onModuleInit(): void {
    this.events.on(UserChanged, ({ userId }) => {
      // One after the other for each user, and loaded when its turn comes: the last sent is the last state.
      void this.queue.run([userId], () =>
        this.delivery.run(
          () => this.announce(userId),
          // With whom they share a conversation only the database knows: it may be anybody here.
          () => this.sockets.all(),
        ),
      );
    });
  }

  private async announce(userId: string): Promise<void> {
    const [user] = await this.users.get([userId]);
    if (!user) return;
    const shared = (await this.conversations.smallConversationsOf([userId])).get(userId) ?? [];
    this.realtime.emit('user_changed', { user }, [rooms.user(userId), ...shared.map(rooms.conversation)]);
  }
}
