import { Injectable, type OnModuleInit } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { EventBus } from '../../platform/events/event-bus.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { DeliveredMarkerAdvanced, ReadMarkerAdvanced } from '../read-receipts/read-receipts.events.js';
import { MarkerPace } from './marker-pace.js';

/** Sends `messages_read` and `messages_delivered`, each at most once a second for each participant of a conversation. */
@Injectable()
export class MarkerFanOut implements OnModuleInit {
  private readonly reads = new MarkerPace<ReadMarkerAdvanced>(
    ({ lastReadSeq }) => lastReadSeq,
    (event) => this.emitRead(event),
  );
  private readonly deliveries = new MarkerPace<DeliveredMarkerAdvanced>(
    ({ lastDeliveredSeq }) => lastDeliveredSeq,
    (event) => this.emitDelivered(event),
  );

  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.events.on(ReadMarkerAdvanced, (event) => {
      if (this.readersOf(event).some((room) => this.realtime.socketIds(room).size > 0))
        this.reads.push(event);
    });
    this.events.on(DeliveredMarkerAdvanced, (event) => {
      if (this.realtime.socketIds(rooms.active(event.conversationId)).size > 0) this.deliveries.push(event);
    });
    this.realtime.onFlush(() => this.reads.flush());
    this.realtime.onFlush(() => this.deliveries.flush());
  }

  private emitRead(event: ReadMarkerAdvanced): void {
    const { conversationId, userId, lastReadSeq, readAt } = event;
    this.realtime.emit(
      'messages_read',
      { conversationId, userId, lastReadSeq, readAt },
      this.readersOf(event),
    );
  }

  private readersOf({ conversationId, userId, participantCount }: ReadMarkerAdvanced): string[] {
    // In a large conversation markers are asked for: all reading at once would be a storm.
    const others = participantCount > limits.largeConversation ? [] : [rooms.active(conversationId)];
    return [rooms.user(userId), ...others];
  }

  private emitDelivered({
    conversationId,
    userId,
    lastDeliveredSeq,
    deliveredAt,
  }: DeliveredMarkerAdvanced): void {
    this.realtime.emit('messages_delivered', { conversationId, userId, lastDeliveredSeq, deliveredAt }, [
      rooms.active(conversationId),
    ]);
  }
}
