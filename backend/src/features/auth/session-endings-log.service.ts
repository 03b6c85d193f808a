import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { SecurityLog } from '../../platform/observability/security-log.js';
import { SessionsEnded } from './auth.events.js';

/** Writes down which sessions ended and why, on the node that ended them. */
@Injectable()
export class SessionEndingsLogService implements OnModuleInit {
  constructor(
    private readonly bus: EventBus,
    private readonly securityLog: SecurityLog,
  ) {}

  onModuleInit(): void {
    this.bus.on(SessionsEnded, ({ userId, sessionIds, reason }, origin) => {
      if (origin === 'here') this.securityLog.record('sessions_ended', { userId, sessionIds, reason });
    });
  }
}
