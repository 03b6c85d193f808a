import { DomainEvent } from '../../platform/events/domain-event.js';

/** A participant's read marker went forward because they read (not because they sent). */
export class ReadMarkerAdvanced extends DomainEvent {
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
