import { Injectable } from '@nestjs/common';
import { EventRelay } from '../../platform/events/event-relay.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ConversationRooms } from './conversation-rooms.js';
import { LiveDelivery } from './live-delivery.js';

const rememberedMax = 50_000;

/**
 * Between nodes a message may overtake the news that somebody was removed. Each message says for which list of
 * participants it is; a room that was not checked against that list yet is checked before the message goes out.
 * One node alone hears everything in order and checks nothing.
 */
@Injectable()
export class RoomFreshness {
  /** The revision of participants that each conversation's room was last checked against. */
  private readonly checked = new Map<string, number>();
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly relay: EventRelay,
    private readonly realtime: Realtime,
    private readonly rooms: ConversationRooms,
    private readonly delivery: LiveDelivery,
  ) {}

  get isNeeded(): boolean {
    return this.relay.hasOthers;
  }

  /** Calls `deliver` once the room is right for this list of participants: at once if it is, and always in order. */
  whenCurrent(conversationId: string, participantsRevision: number, deliver: () => void): void {
    const ahead = this.turns.get(conversationId);
    if (!ahead && this.isCurrent(conversationId, participantsRevision)) {
      deliver();
      return;
    }
    const work = async () => {
      await this.makeCurrent(conversationId, participantsRevision);
      deliver();
    };
    // Better a gap, which clients see and pull, than a message to somebody who was removed.
    const room = () => this.realtime.socketsIn(rooms.conversation(conversationId));
    const turn = (ahead ?? Promise.resolve())
      .then(() => this.delivery.run(work, room))
      .finally(() => {
        if (this.turns.get(conversationId) === turn) this.turns.delete(conversationId);
      });
    this.turns.set(conversationId, turn);
  }

  private async makeCurrent(conversationId: string, participantsRevision: number): Promise<void> {
    if (this.isCurrent(conversationId, participantsRevision)) return;
    await this.rooms.refresh(conversationId);
    if (this.checked.size >= rememberedMax) this.checked.clear();
    this.checked.set(conversationId, participantsRevision);
  }

  private isCurrent(conversationId: string, participantsRevision: number): boolean {
    return (
      !this.isNeeded ||
      (this.checked.get(conversationId) ?? -1) >= participantsRevision ||
      this.realtime.socketIds(rooms.conversation(conversationId)).size === 0
    );
  }
}
