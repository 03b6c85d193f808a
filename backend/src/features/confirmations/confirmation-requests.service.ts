import { Injectable } from '@nestjs/common';
import { confirmationReminderMs, type ConfirmationPage, type Message } from '@litspark/shared-contracts';
import * as z from 'zod';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RateLimitedError,
} from '../../platform/errors/domain-error.js';
import { newId } from '../../platform/identifiers/new-id.js';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import type { Actor } from '../../platform/security/actor.js';
import { ActivityService } from '../activity/activity.service.js';
import { ConversationsService, type OwnConversation } from '../conversations/conversations.service.js';
import { MessagePartsService, type MessageRef } from '../messages/message-parts.service.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { confirmationsCsv } from './confirmation-csv.js';
import { ConfirmationListsRepository } from './confirmation-lists.repository.js';
import {
  ConfirmationRequestsRepository,
  type ConfirmationRequest,
} from './confirmation-requests.repository.js';
import { ConfirmationsRepository } from './confirmations.repository.js';
import { requirePresent } from './confirmations.service.js';

const listCursor = z.tuple([z.uuid(), z.iso.datetime().or(z.literal('')), z.int()]);

/**
 * What the sender and the conversation's owners may do. Every method throws NotFoundError, ForbiddenError to others, and
 * ConflictError where the message asks for no confirmation or, but for the export, is deleted.
 */
@Injectable()
export class ConfirmationRequestsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly reading: MessageReadingService,
    private readonly parts: MessagePartsService,
    private readonly requests: ConfirmationRequestsRepository,
    private readonly confirmations: ConfirmationsRepository,
    private readonly lists: ConfirmationListsRepository,
    private readonly activity: ActivityService,
  ) {}

  /** Those who confirmed by when they did, then those who have not. */
  list(
    actor: Actor,
    ref: MessageRef,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<ConfirmationPage> {
    const after = cursor === undefined ? null : decodeCursor(cursor, listCursor);
    return this.unitOfWork.snapshot(async () => {
      requirePresent((await this.find(actor, ref)).request);
      const from = after && { userId: after[0], at: after[1] ? new Date(after[1]) : null, place: after[2] };
      const found = await this.lists.page(ref.messageId, from, limit + 1);
      const items = found
        .slice(0, limit)
        .map(({ userId, at }) => ({ userId, at: at?.toISOString() ?? null }));
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items,
        nextCursor: last ? encodeCursor([last.userId, last.at?.toISOString() ?? '', last.place]) : null,
      };
    });
  }

  /** A CSV file, also of a message that is deleted. */
  export(actor: Actor, ref: MessageRef): Promise<string> {
    return this.unitOfWork.snapshot(async () => {
      requireAsked((await this.find(actor, ref)).request);
      return confirmationsCsv(await this.lists.export(ref.messageId));
    });
  }

  /** Throws RateLimitedError within an hour of the last reminder, and ConflictError once it is closed. */
  async remind(actor: Actor, ref: MessageRef): Promise<void> {
    const { conversationId, messageId } = ref;
    await this.unitOfWork.transaction(async () => {
      const { request, message } = await this.find(actor, ref);
      if (requirePresent(request).closedAt)
        throw new ConflictError('The message takes no more confirmations.');
      const leftMs = await this.requests.remind(messageId, confirmationReminderMs);
      if (leftMs > 0) throw new RateLimitedError('They were reminded within the last hour.', leftMs);
      // Each reminder is another one.
      const source = newId();
      const awaited = await this.lists.awaitedIds(messageId);
      await this.activity.tell(
        awaited.map((userId) => ({
          userId,
          kind: 'confirmation',
          source,
          actorId: actor.userId,
          conversationId,
          message,
        })),
      );
    });
  }

  /** Closing again changes nothing. */
  async close(actor: Actor, ref: MessageRef): Promise<void> {
    await this.parts.change(actor, ref, 'confirmation', async ({ own, message, state }) => {
      assertMayAsk(own, message.senderId);
      if (!state) throw new ConflictError('The message asks for no confirmation.');
      if (state.closedAt) return null;
      const closedAt = await this.requests.close(ref.messageId);
      return {
        state: {
          ...state,
          ...(await this.confirmations.follow(ref.messageId)),
          closedAt: closedAt.toISOString(),
        },
      };
    });
  }

  private async find(
    actor: Actor,
    ref: MessageRef,
  ): Promise<{ request: ConfirmationRequest | null; message: Message }> {
    const own = await this.conversations.forParticipant(actor, ref.conversationId);
    const message = await this.reading.find(ref.conversationId, ref.messageId);
    if (!message) throw new NotFoundError('There is no such message.');
    assertMayAsk(own, message.senderId);
    return { request: await this.requests.find(ref.messageId), message };
  }
}

function requireAsked(request: ConfirmationRequest | null): void {
  if (!request) throw new ConflictError('The message asks for no confirmation.');
}

function assertMayAsk({ userId, role }: OwnConversation, senderId: string): void {
  if (userId !== senderId && role !== 'owner')
    throw new ForbiddenError('Only the author or an owner of the conversation may see who confirmed.');
}
