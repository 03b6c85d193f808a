import type { ServerEventName, ServerPayload } from '@litspark/shared-contracts';

/** A conversation at the moment of what is announced: its `participantsRevision` says who took part then. */
export interface AnnouncedConversation {
  id: string;
  participantsRevision: number;
}

/**
 * Sends an event of a feature to the sockets of this node that are to learn of it. For subscribers of `EventBus`, which every node
 * has. Membership is checked at the moment of delivery, also where another node has just removed somebody; events of one
 * conversation leave in the order of the calls. Nothing is answered or thrown: where the database is away, the sockets
 * concerned reconnect, and their clients pull.
 */
export abstract class Audience {
  /** To the sockets that have the conversation open. */
  abstract toActive<E extends ServerEventName>(
    conversation: AnnouncedConversation,
    event: E,
    payload: ServerPayload<E>,
  ): void;

  /** To every socket of the participants, or of those among `userIds`. */
  abstract toParticipants<E extends ServerEventName>(
    conversation: AnnouncedConversation,
    event: E,
    payload: ServerPayload<E>,
    userIds?: readonly string[],
  ): void;

  /** To every socket of a person. */
  abstract toPerson<E extends ServerEventName>(userId: string, event: E, payload: ServerPayload<E>): void;
}
