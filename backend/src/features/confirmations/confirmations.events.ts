import { DomainEvent } from '../../platform/events/domain-event.js';

/** Those who have not confirmed a message yet are to be reminded of it. */
export class ConfirmationReminded extends DomainEvent {
  static readonly eventName = 'confirmations.reminded.v1';

  constructor(
    readonly conversationId: string,
    readonly messageId: string,
    /** Who reminds them. */
    readonly byUserId: string,
    /** Expected, still participating, without a confirmation; never empty. */
    readonly userIds: string[],
  ) {
    super();
  }
}
