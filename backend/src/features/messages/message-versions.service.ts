import { Injectable } from '@nestjs/common';
import { limits, type MessageVersions } from '@litspark/shared-contracts';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { MessageRef } from './message-transaction.service.js';
import { MessageChangesRepository, type FormerBody } from './message-changes.repository.js';
import { writtenAt } from './message-shape.js';
import { MessagesRepository } from './messages.repository.js';

/** The number of the last version that was answered. */
const versionCursor = z.tuple([z.int().min(0).max(limits.messageVersions)]);

/** What a message said over time. */
@Injectable()
export class MessageVersionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesRepository,
    private readonly changes: MessageChangesRepository,
  ) {}

  /**
   * A page, oldest first, the present body last; nothing once the message is deleted. Throws NotFoundError, and
   * ValidationFailedError for a cursor that this list didn't give.
   */
  list(
    actor: Actor,
    { conversationId, messageId }: MessageRef,
    cursor: string | undefined,
  ): Promise<MessageVersions> {
    const [after] = cursor === undefined ? [0] : decodeCursor(cursor, versionCursor);
    return this.unitOfWork.snapshot(async () => {
      await this.conversations.forParticipant(actor, conversationId);
      const message = await this.messages.find(conversationId, messageId);
      if (!message) throw new NotFoundError('There is no such message.');
      if (message.deletedAt) return { items: [], nextCursor: null };
      const former = await this.changes.versions(messageId, after, limits.versionsPage);
      const last = former[limits.versionsPage - 1];
      // At least the present body is still to come.
      if (last) return { items: former.map(toVersion), nextCursor: encodeCursor([last.number]) };
      const present = { body: message.body, writtenAt: writtenAt(message) };
      return { items: [...former, present].map(toVersion), nextCursor: null };
    });
  }
}

const toVersion = ({ body, writtenAt: at }: FormerBody): MessageVersions['items'][number] => ({
  body,
  at: at.toISOString(),
});
