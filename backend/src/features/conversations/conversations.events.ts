import { DomainEvent } from '../../platform/events/domain-event.js';

/** A conversation exists; everyone in `participantIds` is in it. */
export class ConversationCreated extends DomainEvent {
  static readonly eventName = 'conversation.created.v1';

  constructor(
    readonly conversationId: string,
    readonly participantIds: string[],
  ) {
    super();
  }
}

/** The conversation itself changed (title, topic, archived, participants): not for messages. */
export class ConversationChanged extends DomainEvent {
  static readonly eventName = 'conversation.changed.v1';

  constructor(
    readonly conversationId: string,
    readonly revision: number,
    readonly participantCount: number,
  ) {
    super();
  }
}

/** These users came (added, joined or came back). Published before the `ConversationChanged` of the same change. */
export class ParticipantsAdded extends DomainEvent {
  static readonly eventName = 'participants.added.v1';

  constructor(
    readonly conversationId: string,
    readonly userIds: string[],
    readonly revision: number,
  ) {
    super();
  }
}

/** This user left or was removed: nothing of the conversation may reach them any more. Published before `ConversationChanged`. */
export class ParticipantRemoved extends DomainEvent {
  static readonly eventName = 'participant.removed.v1';

  constructor(
    readonly conversationId: string,
    readonly userId: string,
    readonly revision: number,
  ) {
    super();
  }
}
