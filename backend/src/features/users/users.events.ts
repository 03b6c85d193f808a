import { DomainEvent } from '../../platform/events/domain-event.js';

/** What others see of a user changed: name, role, or whether they are disabled. */
export class UserChanged extends DomainEvent {
  static readonly eventName = 'user.changed.v1';

  constructor(readonly userId: string) {
    super();
  }
}
