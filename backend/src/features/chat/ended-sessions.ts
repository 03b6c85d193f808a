import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { SocketSessions } from '../../platform/realtime/socket-sessions.js';
import { SessionsEnded } from '../auth/auth.events.js';

/** Disconnects the sockets of sessions that end, on every node. */
@Injectable()
export class EndedSessions implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly sessions: SocketSessions,
  ) {}

  onModuleInit(): void {
    this.events.on(SessionsEnded, ({ userId, sessionIds, reason }) => {
      this.sessions.end(userId, sessionIds, reason);
    });
  }
}
