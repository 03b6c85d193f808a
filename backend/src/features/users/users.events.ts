import { DomainEvent } from '../../platform/events/domain-event.js';

/** What others see of a user changed: name, role, or whether they are disabled. */
export class UserChanged extends DomainEvent {
  constructor(readonly userId: string) {
    super();
  }
}
