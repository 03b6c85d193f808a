import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { Signal } from '../../platform/events/signal.js';
import type { RealtimeSocket } from '../../platform/realtime/realtime-socket.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ConversationRooms } from './conversation-rooms.js';

class TypingSignalled extends Signal {
  static readonly eventName = 'typing.signalled.v1';

  constructor(
    readonly conversationId: string,
    readonly userId: string,
    readonly active: boolean,
    /** The socket it came from, which isn't sent it. */
    readonly socketId: string,
  ) {
    super();
  }
}

/** Who is writing where: sent to the other active sockets, and forgotten. */
@Injectable()
export class Typing implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
    private readonly conversationRooms: ConversationRooms,
  ) {}

  onModuleInit(): void {
    this.events.on(TypingSignalled, ({ socketId, ...typing }) => {
      this.realtime.emit('typing', typing, [rooms.active(typing.conversationId)], [socketId]);
    });
  }

  /** Throws `NotFoundError` to who doesn't participate. */
  async signal(socket: RealtimeSocket, conversationId: string, active: boolean): Promise<void> {
    await this.conversationRooms.authorise(socket, conversationId);
    this.events.signal(new TypingSignalled(conversationId, socket.data.actor.userId, active, socket.id));
  }
}
