import { Injectable } from '@nestjs/common';
import type { Confirmed, OwnConfirmation } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ConflictError, NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { MessageRef } from '../messages/message-parts.service.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { ConfirmationFollower } from './confirmation-follower.js';
import {
  ConfirmationRequestsRepository,
  type ConfirmationRequest,
} from './confirmation-requests.repository.js';
import { ConfirmationsRepository } from './confirmations.repository.js';

/** One's own confirmation. Every method throws NotFoundError, and ConflictError where the message asks for none, or is deleted. */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly reading: MessageReadingService,
    private readonly requests: ConfirmationRequestsRepository,
    private readonly confirmations: ConfirmationsRepository,
    private readonly follower: ConfirmationFollower,
  ) {}

  /** A repeat answers the same, also once it is closed. Throws ConflictError to the sender, and to others once it is closed. */
  async confirm(actor: Actor, ref: MessageRef): Promise<Confirmed> {
    const { messageId } = ref;
    const { userId } = actor;
    // The conversation is not locked: many confirm at once, and the message follows by itself.
    const { at, isNew } = await this.unitOfWork.transaction(async () => {
      await this.conversations.holdParticipant(actor, ref.conversationId);
      const request = await this.present(ref, await this.requests.hold(messageId));
      if (request.senderId === userId) throw new ConflictError('One does not confirm one’s own message.');
      const before = await this.confirmations.find(messageId, userId);
      if (before) return { at: before, isNew: false };
      if (request.closedAt) throw new ConflictError('The message takes no more confirmations.');
      const added = await this.confirmations.add(messageId, userId);
      if (added) return { at: added, isNew: true };
      // From another device, meanwhile.
      const other = await this.confirmations.find(messageId, userId);
      if (!other) throw new Error('a confirmation was neither stored nor there');
      return { at: other, isNew: false };
    });
    if (isNew) this.follower.follow(ref);
    return { at: at.toISOString() };
  }

  own(actor: Actor, ref: MessageRef): Promise<OwnConfirmation> {
    return this.unitOfWork.snapshot(async () => {
      await this.conversations.forParticipant(actor, ref.conversationId);
      await this.present(ref, await this.requests.find(ref.messageId));
      const at = await this.confirmations.find(ref.messageId, actor.userId);
      return { at: at?.toISOString() ?? null };
    });
  }

  private async present(ref: MessageRef, request: ConfirmationRequest | null): Promise<ConfirmationRequest> {
    if (!(await this.reading.find(ref.conversationId, ref.messageId)))
      throw new NotFoundError('There is no such message.');
    return requirePresent(request);
  }
}

/** Throws ConflictError where the message asks for no confirmation, or is deleted. */
export function requirePresent(request: ConfirmationRequest | null): ConfirmationRequest {
  if (!request) throw new ConflictError('The message asks for no confirmation.');
  if (request.removedAt) throw new ConflictError('The message was deleted.');
  return request;
}
