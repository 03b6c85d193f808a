import type { Message } from '@litspark/shared-contracts';
import { DomainEvent } from '../../platform/events/domain-event.js';

/** A message was stored, for the first time (never for a repeat). */
export class MessageSent extends DomainEvent {
  static readonly eventName = 'message.sent.v1';

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

/** A message was edited or deleted, somebody reacted to it or took a reaction back, or one of its parts changed. */
export class MessageChanged extends DomainEvent {
  static readonly eventName = 'message.changed.v1';

  constructor(
    readonly message: Message,
    /** Participants whom the body mentions since this change, each once. */
    readonly newlyMentionedUserIds: string[],
    /** The conversation's `participants_revision`: which list of participants this change is for. */
    readonly participantsRevision: number,
  ) {
    super();
  }
}
