import { DomainEvent } from '../../platform/events/domain-event.js';

/** A participant's read marker went forward because they read (not because they sent). */
export class ReadMarkerAdvanced extends DomainEvent {
  static readonly eventName = 'read-marker.advanced.v1';

  constructor(
    readonly conversationId: string,
    readonly userId: string,
    readonly lastReadSeq: number,
    /** ISO 8601, UTC, milliseconds. */
    readonly readAt: string,
    readonly participantCount: number,
  ) {
    super();
  }
}

/**
 * A participant's delivered marker went forward because a device of theirs confirmed it: not because they read or sent,
 * which moves it along. Only in a conversation of at most 100 participants.
 */
export class DeliveredMarkerAdvanced extends DomainEvent {
  static readonly eventName = 'delivered-marker.advanced.v1';

  constructor(
    readonly conversationId: string,
    readonly userId: string,
    readonly lastDeliveredSeq: number,
    /** ISO 8601, UTC, milliseconds. */
    readonly deliveredAt: string,
  ) {
    super();
  }
}
