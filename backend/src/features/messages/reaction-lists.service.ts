import { Injectable } from '@nestjs/common';
import type { PageQuery, ReactionPage } from '@litspark/shared-contracts';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { MessageRef } from './message-transaction.service.js';
import { MessagesRepository } from './messages.repository.js';
import { ReactionsRepository } from './reactions.repository.js';

/** The position of the last reaction that was answered. */
const reactionCursor = z.tuple([z.int()]);

/** Who reacted how to a message, where a `Message` names the first alone. */
@Injectable()
export class ReactionListsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesRepository,
    private readonly reactions: ReactionsRepository,
  ) {}

  /**
   * A page of those who reacted with this emoji, in the order they did; nobody once the message is deleted. Throws
   * NotFoundError, and ValidationFailedError for a cursor that this list didn't give.
   */
  list(
    actor: Actor,
    { conversationId, messageId }: MessageRef,
    emoji: string,
    { cursor, limit }: PageQuery,
  ): Promise<ReactionPage> {
    const [after] = cursor === undefined ? [0] : decodeCursor(cursor, reactionCursor);
    return this.unitOfWork.snapshot(async () => {
      await this.conversations.forParticipant(actor, conversationId);
      const message = await this.messages.find(conversationId, messageId);
      if (!message) throw new NotFoundError('There is no such message.');
      const found = await this.reactions.page(messageId, emoji, after, limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return {
        items: items.map(({ userId, reactedAt }) => ({ userId, at: reactedAt?.toISOString() ?? null })),
        mine: await this.reactions.has(messageId, emoji, actor.userId),
        nextCursor: last ? encodeCursor([last.position]) : null,
      };
    });
  }
}
