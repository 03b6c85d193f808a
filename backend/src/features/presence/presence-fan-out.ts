import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { PresenceChanged } from './presence.events.js';

/** Notifies sockets of who comes and goes: those in the rooms of the conversations that they share. */
@Injectable()
export class PresenceFanOut implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.events.on(PresenceChanged, ({ conversationIds, ...change }) => {
      this.realtime.emit('presence_changed', change, conversationIds.map(rooms.conversation), [
        rooms.user(change.userId),
      ]);
    });
  }
}
