import { Injectable } from '@nestjs/common';
import type { ServerEventName, ServerPayload } from '@litspark/shared-contracts';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import type { AnnouncedConversation, Audience } from './audience.port.js';
import { ConversationRooms } from './conversation-rooms.js';
import { RoomFreshness } from './room-freshness.js';

/** What features send, by the rooms of this node. */
@Injectable()
export class SocketAudience implements Audience {
  constructor(
    private readonly realtime: Realtime,
    private readonly rooms: ConversationRooms,
    private readonly freshness: RoomFreshness,
  ) {}

  toActive<E extends ServerEventName>(
    { id, participantsRevision }: AnnouncedConversation,
    event: E,
    payload: ServerPayload<E>,
  ): void {
    this.freshness.whenCurrent(id, participantsRevision, () => {
      this.realtime.emit(event, payload, [rooms.active(id)]);
    });
  }

  toParticipants<E extends ServerEventName>(
    { id, participantsRevision }: AnnouncedConversation,
    event: E,
    payload: ServerPayload<E>,
    userIds?: readonly string[],
  ): void {
    this.freshness.whenCurrent(id, participantsRevision, () => {
      const to = userIds ? this.rooms.socketIdsOf(id, userIds) : [rooms.conversation(id)];
      this.realtime.emit(event, payload, to);
    });
  }

  toPerson<E extends ServerEventName>(userId: string, event: E, payload: ServerPayload<E>): void {
    this.realtime.emit(event, payload, [rooms.user(userId)]);
  }
}
