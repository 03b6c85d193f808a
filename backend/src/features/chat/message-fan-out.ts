import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { MessageChanged, MessageSent } from '../messages/messages.events.js';
import { ConversationUpdates } from './conversation-updates.js';
import { MentionFanOut } from './mention-fan-out.js';
import { RoomFreshness } from './room-freshness.js';

/** Notifies sockets of messages. */
@Injectable()
export class MessageFanOut implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
    private readonly freshness: RoomFreshness,
    private readonly mentions: MentionFanOut,
    private readonly updates: ConversationUpdates,
  ) {}

  onModuleInit(): void {
    this.events.on(MessageSent, (event) => {
      const { message, participantsRevision } = event;
      this.freshness.whenCurrent(message.conversationId, participantsRevision, () => this.deliver(event));
    });
    this.events.on(MessageChanged, (event) => {
      const { message, participantsRevision } = event;
      this.freshness.whenCurrent(message.conversationId, participantsRevision, () =>
        this.deliverChange(event),
      );
    });
  }

  private deliver({ message, mentionedUserIds }: MessageSent): void {
    const { conversationId, senderId, revision } = message;
    this.realtime.emit('new_message', { message }, [rooms.active(conversationId), rooms.user(senderId)]);
    this.mentions.send(message, mentionedUserIds);
    this.updates.request(conversationId, revision, 'passive');
  }

  private deliverChange({ message, newlyMentionedUserIds }: MessageChanged): void {
    const { conversationId, revision } = message;
    this.realtime.emit('message_updated', { message }, [rooms.active(conversationId)]);
    this.mentions.send(message, newlyMentionedUserIds);
    this.updates.request(conversationId, revision, 'passive');
  }
}
