import { Injectable, Logger } from '@nestjs/common';
import { currentRequest } from './request-context.js';

/** What an operator must be able to find again: who got in or didn't, and who changed who may. */
export type SecurityEvent =
  | 'signed_in'
  | 'sign_in_failed'
  | 'sign_in_limited'
  | 'password_set'
  | 'sessions_ended'
  | 'user_created'
  | 'role_changed'
  | 'user_disabled'
  | 'user_enabled'
  | 'setup_token_given';

const refusals = new Set<SecurityEvent>(['sign_in_failed', 'sign_in_limited']);

/** Whom it concerns, and what else is logged of it: ids and words, never what somebody typed. */
export interface SecurityFields {
  /** Null where nobody is known by what was given. */
  userId: string | null;
  sessionId?: string;
  sessionIds?: string[];
  role?: string;
  by?: string;
  reason?: string;
}

/**
 * Writes security events to the log, one line each: `security` names the event, `userId` whom it concerns, `actorId` and
 * `actorSessionId` who did it, `address` and `requestId` where from. Call it once what it tells of is committed.
 */
@Injectable()
export class SecurityLog {
  private readonly logger = new Logger('Security');

  record(event: SecurityEvent, fields: SecurityFields): void {
    const { requestId, address, actor } = currentRequest() ?? {};
    const line = {
      security: event,
      ...fields,
      ...(actor && { actorId: actor.userId }),
      ...(actor?.by === 'session' && { actorSessionId: actor.sessionId }),
      ...(address !== undefined && { address, requestId }),
    };
    const message = `security: ${event}`;
    if (refusals.has(event)) this.logger.warn(line, message);
    else this.logger.log(line, message);
  }
}
