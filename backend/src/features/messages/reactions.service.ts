import { Injectable } from '@nestjs/common';
import { limits, type Message } from '@litspark/shared-contracts';
import { ConflictError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { MessageTransactionService, type MessageRef } from './message-transaction.service.js';
import { assertNotDeleted } from './message-policy.js';
import { ReactionsRepository } from './reactions.repository.js';

/** Any participant reacts, in an archived conversation too; a repeat changes nothing. Throws ConflictError for a tombstone. */
@Injectable()
export class ReactionsService {
  constructor(
    private readonly transaction: MessageTransactionService,
    private readonly reactions: ReactionsRepository,
  ) {}

  /** Throws ConflictError where the message has as many different emojis as it may have. */
  add(actor: Actor, ref: MessageRef, emoji: string): Promise<Message> {
    return this.transaction.change(actor, ref, async (message) => {
      assertNotDeleted(message);
      const isNew = message.reactions.every((reaction) => reaction.emoji !== emoji);
      if (isNew && message.reactions.length >= limits.reactionEmojis)
        throw new ConflictError(`A message has ${limits.reactionEmojis} different reactions at most.`);
      return (await this.reactions.add(message.id, emoji, actor.userId)) ? {} : null;
    });
  }

  remove(actor: Actor, ref: MessageRef, emoji: string): Promise<Message> {
    return this.transaction.change(actor, ref, async (message) => {
      assertNotDeleted(message);
      return (await this.reactions.remove(message.id, emoji, actor.userId)) ? {} : null;
    });
  }
}
