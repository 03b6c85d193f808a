import type { Message } from '@litspark/shared-contracts';
import { DomainEvent } from '../../platform/events/domain-event.js';

/** A message was stored, for the first time (never for a repeat). */
export class MessageSent extends DomainEvent {
  constructor(
    readonly message: Message,
    /** Participants whom the body mentions, each once. */
    readonly mentionedUserIds: string[],
    /** The conversation's `participants_revision`: which list of participants this message is for. */
    readonly participantsRevision: number,
  ) {
    super();
  }
}
