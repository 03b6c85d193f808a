import { Injectable } from '@nestjs/common';
import type { Message } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import {
  ConversationsService,
  type ConversationEntity,
  type OwnConversation,
} from '../conversations/conversations.service.js';
import { MessageChangesRepository } from './message-changes.repository.js';
import type { MessageEntity } from './message.entity.js';
import { bodyRevisionOf, toMessage } from './message-shape.js';
import { MessageChanged } from './messages.events.js';
import { MessagesRepository } from './messages.repository.js';

/** Which message is meant. */
export interface MessageRef {
  conversationId: string;
  messageId: string;
}

/** What becomes of a message. */
export interface MessageChange {
  /** What of the message itself is different; nothing where only reactions are. */
  fields?: Partial<Pick<MessageEntity, 'body' | 'editedAt' | 'deletedAt' | 'parts'>>;
  /** Participants whom it mentions and did not mention before. */
  newlyMentionedUserIds?: string[];
}

/** One durable change of one message: decided, numbered and stored under its conversation's lock, announced after the commit. */
@Injectable()
export class MessageTransactionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesRepository,
    private readonly changes: MessageChangesRepository,
  ) {}

  /**
   * Lets `decide` store what stands beside the message and tell what becomes of it; null if nothing changes: then no
   * revision is used and nobody is notified. Answers the message as it is now. Throws NotFoundError to who doesn't
   * participate, and for a message that is none of this conversation. An archived conversation's messages can be
   * changed: it only takes no new ones.
   */
  change(
    actor: Actor,
    ref: MessageRef,
    decide: (message: MessageEntity, own: OwnConversation) => Promise<MessageChange | null>,
  ): Promise<Message> {
    return this.unitOfWork.change([ref.conversationId], async () => {
      const own = await this.conversations.lockedForParticipant(actor, ref.conversationId);
      return this.apply(own, await this.find(ref), (message) => decide(message, own));
    });
  }

  /** The same for what the system does by itself, whoever participates. */
  changeBySystem(
    ref: MessageRef,
    decide: (message: MessageEntity) => Promise<MessageChange | null>,
  ): Promise<Message> {
    return this.unitOfWork.change([ref.conversationId], async () => {
      const conversation = await this.conversations.locked(ref.conversationId);
      return this.apply(conversation, await this.find(ref), decide);
    });
  }

  private async apply(
    conversation: ConversationEntity,
    message: MessageEntity,
    decide: (message: MessageEntity) => Promise<MessageChange | null>,
  ): Promise<Message> {
    const change = await decide(message);
    if (!change) return toMessage(message);

    const revision = await this.conversations.nextRevision(conversation);
    const bodyRevision = change.fields?.body === undefined ? bodyRevisionOf(message) : revision;
    const next = { ...message, ...change.fields, revision, bodyRevision };
    const changed = toMessage(await this.changes.store(next));
    this.unitOfWork.publish(
      new MessageChanged(changed, change.newlyMentionedUserIds ?? [], conversation.participantsRevision),
    );
    return changed;
  }

  private async find({ conversationId, messageId }: MessageRef): Promise<MessageEntity> {
    const found = await this.messages.find(conversationId, messageId);
    if (!found) throw new NotFoundError('There is no such message.');
    return found;
  }
}
