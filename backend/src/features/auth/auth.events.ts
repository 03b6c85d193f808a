import { DomainEvent } from '../../platform/events/domain-event.js';

/** Sessions ended (sign-out, password change, token re-use, disabled user, a new setup token): their tokens and sockets are void at once. */
export class SessionsEnded extends DomainEvent {
  static readonly eventName = 'sessions.ended.v1';

  constructor(
    readonly userId: string,
    readonly sessionIds: string[],
    readonly reason: 'signed_out' | 'password_changed' | 'token_reused' | 'disabled' | 'setup_token',
  ) {
    super();
  }
}
