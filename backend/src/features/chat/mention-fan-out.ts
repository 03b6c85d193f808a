import { Injectable, Logger } from '@nestjs/common';
import type { Message } from '@litspark/shared-contracts';
import { Realtime } from '../../platform/realtime/realtime.js';
import { ConversationRooms } from './conversation-rooms.js';

/** Notifies people that they were mentioned, as long as they are in the conversation. */
@Injectable()
export class MentionFanOut {
  private readonly logger = new Logger(MentionFanOut.name);

  constructor(
    private readonly realtime: Realtime,
    private readonly rooms: ConversationRooms,
  ) {}

  /** Who was removed and notified of it receives nothing; who was only just added, and is not in the room yet, a moment later. */
  send(message: Message, userIds: readonly string[]): void {
    const { conversationId } = message;
    const outside = this.rooms.outside(conversationId, userIds);
    this.emit(
      message,
      userIds.filter((userId) => !outside.includes(userId)),
    );
    if (outside.length === 0) return;
    this.rooms.admitParticipants(conversationId, outside).then(
      () => this.emit(message, outside),
      (error: unknown) => {
        // Better a mention less, which counts in the conversation anyway, than one to somebody who was removed.
        this.logger.warn({ err: error }, 'a mention could not be sent live');
      },
    );
  }

  private emit(message: Message, userIds: readonly string[]): void {
    this.realtime.emit('mentioned', { message }, this.rooms.socketIdsOf(message.conversationId, userIds));
  }
}
