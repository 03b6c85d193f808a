import { Injectable } from '@nestjs/common';
import { pinsMax, type Message, type PinnedMessages } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ConflictError, ForbiddenError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService, type OwnConversation } from '../conversations/conversations.service.js';
import { MessagePartsService, type MessageRef } from '../messages/message-parts.service.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { PinsRepository } from './pins.repository.js';

/** In a direct or group any participant pins, in a channel an owner; in an archived one too. Repeats change nothing. */
@Injectable()
export class PinsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly reading: MessageReadingService,
    private readonly parts: MessagePartsService,
    private readonly pins: PinsRepository,
  ) {}

  /**
   * Answers the message. Throws NotFoundError, ForbiddenError, and ConflictError for a tombstone and where the
   * conversation has as many pins as it may have.
   */
  pin(actor: Actor, ref: MessageRef): Promise<Message> {
    return this.parts.change(actor, ref, 'pin', async ({ own, state }) => {
      assertMayPin(own);
      if (state) return null;
      const pinnedAt = new Date();
      if (!(await this.pins.add({ ...ref, userId: actor.userId, pinnedAt }, pinsMax)))
        throw new ConflictError(`A conversation has ${pinsMax} pins at most.`);
      return { state: { userId: actor.userId, at: pinnedAt.toISOString() } };
    });
  }

  /** Answers the message, whoever pinned it. Throws NotFoundError, ForbiddenError, and ConflictError for a tombstone. */
  unpin(actor: Actor, ref: MessageRef): Promise<Message> {
    return this.parts.change(actor, ref, 'pin', async ({ own, state }) => {
      assertMayPin(own);
      if (!state) return null;
      await this.pins.remove(ref.messageId);
      return { state: null };
    });
  }

  /** Newest pin first. Throws NotFoundError. */
  list(actor: Actor, conversationId: string): Promise<PinnedMessages> {
    return this.unitOfWork.snapshot(async () => {
      await this.conversations.forParticipant(actor, conversationId);
      const ids = await this.pins.messageIds(conversationId);
      return { items: await this.reading.messagesOf(conversationId, ids) };
    });
  }
}

function assertMayPin({ kind, role }: OwnConversation): void {
  if (kind === 'channel' && role !== 'owner')
    throw new ForbiddenError('Only an owner may pin messages of the channel.');
}
