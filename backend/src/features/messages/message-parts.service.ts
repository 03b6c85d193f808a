import { Injectable } from '@nestjs/common';
import type { Message, MessagePartName, MessageParts } from '@litspark/shared-contracts';
import type { Actor } from '../../platform/security/actor.js';
import type { OwnConversation } from '../conversations/conversations.service.js';
import type { MessageEntity } from './message.entity.js';
import { assertNotDeleted } from './message-policy.js';
import { toMessage } from './message-shape.js';
import { MessageTransactionService, type MessageRef } from './message-transaction.service.js';

export type { MessageRef, OwnConversation };

/** A message and its part as they are, in a conversation that is locked. */
export interface PresentPart<Name extends MessagePartName> {
  message: Message;
  /** The conversation, and the actor's place in it. */
  own: OwnConversation;
  state: MessageParts[Name] | undefined;
}

/** The part's next state; null takes the part off the message. */
export interface PartChange<Name extends MessagePartName> {
  state: MessageParts[Name] | null;
}

/** Changes of what features add to messages. */
@Injectable()
export class MessagePartsService {
  constructor(private readonly transaction: MessageTransactionService) {}

  /**
   * Lets `decide` refuse by throwing, write the feature's own rows, and say what the part is now; null if nothing
   * changes: then no revision is used and nobody is notified. Answers the message as it is now. Throws NotFoundError to
   * who doesn't participate and for a message that is none of this conversation, and ConflictError for a tombstone, to
   * whom `decide` did not refuse: what it wrote is rolled back then.
   */
  change<Name extends MessagePartName>(
    actor: Actor,
    ref: MessageRef,
    name: Name,
    decide: (present: PresentPart<Name>) => Promise<PartChange<Name> | null>,
  ): Promise<Message> {
    return this.transaction.change(actor, ref, async (message, own) => {
      const change = await decide({ message: toMessage(message), own, state: message.parts[name] });
      assertNotDeleted(message);
      return change && { fields: { parts: withPart(message, name, change) } };
    });
  }

  /** The same for what follows by itself, whoever participates: `decide` is not asked where the message hasn't the part. */
  changeBySystem<Name extends MessagePartName>(
    ref: MessageRef,
    name: Name,
    decide: (state: MessageParts[Name]) => Promise<PartChange<Name> | null>,
  ): Promise<Message> {
    return this.transaction.changeBySystem(ref, async (message) => {
      const state = message.parts[name];
      const change = state && (await decide(state));
      return change ? { fields: { parts: withPart(message, name, change) } } : null;
    });
  }
}

function withPart<Name extends MessagePartName>(
  { parts }: MessageEntity,
  name: Name,
  { state }: PartChange<Name>,
): MessageEntity['parts'] {
  const { [name]: _former, ...others } = parts;
  return state === null ? others : { ...others, [name]: state };
}
