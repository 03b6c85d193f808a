import { Injectable } from '@nestjs/common';
import type { PageQuery, Receipt, ReceiptPage } from '@litspark/shared-contracts';
import * as z from 'zod';
import { Configuration } from '../../platform/config/configuration.js';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageReceiptsRepository, type StoredReceipt } from './message-receipts.repository.js';

const participantCursor = z.tuple([z.int()]);

/** To whom a message was delivered, who read it, and when. */
@Injectable()
export class MessageReceiptsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly receipts: MessageReceiptsRepository,
    private readonly configuration: Configuration,
  ) {}

  /**
   * A page of participants without the sender and who joined later, in the order they came. The times are null for a message older than what
   * is kept of advances: else a later one would be taken for the first.
   */
  list(
    actor: Actor,
    conversationId: string,
    messageId: string,
    { cursor, limit }: PageQuery,
  ): Promise<ReceiptPage> {
    const after = cursor === undefined ? null : decodeCursor(cursor, participantCursor);
    return this.unitOfWork.snapshot(async () => {
      await this.conversations.forParticipant(actor, conversationId);
      const { receiptDays } = this.configuration;
      const message = await this.receipts.findMessage(conversationId, messageId, receiptDays);
      if (!message) throw new NotFoundError('There is no such message.');
      const found = await this.receipts.page(conversationId, message, after?.[0] ?? 0, limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return { items: items.map(toReceipt), nextCursor: last ? encodeCursor([last.position]) : null };
    });
  }
}

const toReceipt = ({ userId, delivered, deliveredAt, read, readAt }: StoredReceipt): Receipt => ({
  userId,
  delivered,
  deliveredAt: deliveredAt?.toISOString() ?? null,
  read,
  readAt: readAt?.toISOString() ?? null,
});
