import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { KeyedQueue } from '../../platform/concurrency/keyed-queue.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConnectedSockets } from '../../platform/realtime/connected-sockets.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import {
  ConversationChanged,
  ConversationCreated,
  ParticipantRemoved,
  ParticipantsAdded,
} from '../conversations/conversations.events.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ConversationRooms } from './conversation-rooms.js';
import { ConversationUpdates } from './conversation-updates.js';
import { LiveDelivery } from './live-delivery.js';
import { RoomFreshness } from './room-freshness.js';

/** Notifies sockets of conversations that come, change and go. */
@Injectable()
export class ConversationFanOut implements OnModuleInit {
  private readonly logger = new Logger(ConversationFanOut.name);
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
    private readonly sockets: ConnectedSockets,
    private readonly rooms: ConversationRooms,
    private readonly freshness: RoomFreshness,
    private readonly updates: ConversationUpdates,
    private readonly conversations: ConversationsService,
    private readonly delivery: LiveDelivery,
  ) {}

  onModuleInit(): void {
    this.events.on(ConversationCreated, ({ conversationId, participantIds }) => {
      this.welcome(conversationId, participantIds);
    });
    this.events.on(ParticipantsAdded, ({ conversationId, userIds }) => {
      this.welcome(conversationId, userIds);
    });
    this.events.on(ParticipantRemoved, ({ conversationId, userId }) => this.dismiss(conversationId, userId));
    this.events.on(ConversationChanged, (event) => this.announce(event));
  }

  private welcome(conversationId: string, userIds: readonly string[]): void {
    const here = userIds.filter((userId) => this.sockets.has(userId));
    if (here.length === 0) return;
    // News of two nodes may come in the wrong order: there the database has the last word, before anybody enters.
    if (!this.freshness.isNeeded) this.rooms.add(conversationId, here);
    this.inOrder(conversationId, here, () => this.introduce(conversationId, here));
  }

  private async introduce(conversationId: string, userIds: readonly string[]): Promise<void> {
    if (this.freshness.isNeeded) {
      this.rooms.add(conversationId, await this.conversations.presentOf(conversationId, userIds));
    }
    // In the room first, then loaded: so nothing falls between.
    const summaries = await this.conversations.summariesFor(userIds, conversationId);
    // Who was removed while we loaded has left the room.
    const inside = new Set(this.rooms.usersIn(conversationId));
    for (const userId of userIds) {
      const conversation = summaries.get(userId);
      if (!conversation) this.rooms.remove(conversationId, userId);
      else if (inside.has(userId)) {
        this.realtime.emit('new_conversation', { conversation }, [rooms.user(userId)]);
      }
    }
  }

  private dismiss(conversationId: string, userId: string): void {
    if (!this.sockets.has(userId)) return;
    this.rooms.remove(conversationId, userId);
    const announceRemoval = () => {
      this.realtime.emit('conversation_removed', { conversationId }, [rooms.user(userId)]);
    };
    if (!this.freshness.isNeeded) {
      announceRemoval();
      return;
    }
    this.inOrder(conversationId, [userId], async () => {
      // They may be back already, by another node's news that was quicker.
      if ((await this.conversations.summary(userId, conversationId)) === null) announceRemoval();
      else this.rooms.add(conversationId, [userId]);
    });
  }

  private announce({ conversationId, revision, participantCount }: ConversationChanged): void {
    if (participantCount > limits.largeConversation) {
      this.updates.request(conversationId, revision, 'all');
      return;
    }
    void this.queue.run([conversationId], async () => {
      try {
        await this.updates.send(conversationId, revision, 'all');
      } catch (error) {
        // The database went away after the commit: without this, nobody who stays connected would be notified of the change.
        this.logger.warn({ err: error }, 'a change of a conversation waits');
        this.updates.request(conversationId, revision, 'all');
      }
    });
  }

  private inOrder(conversationId: string, userIds: readonly string[], work: () => Promise<void>): void {
    const audience = () => userIds.flatMap((userId) => [...this.sockets.of(userId)]);
    void this.queue.run([conversationId], () => this.delivery.run(work, audience));
  }
}
