import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { conversationParams } from '../conversations/conversations.schemas.js';
import { messageParams } from '../messages/messages.schemas.js';
import { pageQuery } from '../page.js';
import { id, instant, seqOrZero } from '../scalars.js';
import * as schemas from './read-receipts.schemas.js';

/** How far people have read, and what has reached them. */
export const readReceiptsContract = {
  name: 'read-receipts',
  routes: {
    markAsRead: {
      tag: 'messages',
      params: conversationParams,
      method: 'post',
      path: '/api/conversations/:id/read',
      summary: 'Move the read marker forward',
      access: 'participant',
      work: 'read',
      body: schemas.markAsReadRequest,
      answers: { 200: schemas.readMarker },
    },
    listReceipts: {
      tag: 'messages',
      params: messageParams,
      method: 'get',
      path: '/api/conversations/:id/messages/:messageId/receipts',
      summary: 'To whom the message was delivered, who read it, and when',
      access: 'participant',
      work: 'read',
      query: pageQuery,
      answers: { 200: schemas.receiptPage },
    },
  },
  clientEvents: {
    mark_as_read: {
      payload: z.object({ conversationId: id, seq: seqOrZero }).meta({ id: 'MarkAsRead' }),
      data: z.object({ lastReadSeq: seqOrZero, unreadCount: z.int().min(0) }).meta({ id: 'MarkedAsRead' }),
      access: 'participant',
      work: 'read',
    },
    mark_as_delivered: {
      payload: z.object({ conversationId: id, seq: seqOrZero }).meta({ id: 'MarkAsDelivered' }),
      data: z.object({ lastDeliveredSeq: seqOrZero }).meta({ id: 'MarkedAsDelivered' }),
      access: 'participant',
      work: 'read',
    },
  },
  serverEvents: {
    messages_read: z
      .object({ conversationId: id, userId: id, lastReadSeq: seqOrZero, readAt: instant })
      .meta({ id: 'MessagesRead' }),
    /** `messages_read` and `new_message` imply it for who read or sent: they come instead. Coalesced. */
    messages_delivered: z
      .object({ conversationId: id, userId: id, lastDeliveredSeq: seqOrZero, deliveredAt: instant })
      .meta({ id: 'MessagesDelivered' }),
  },
} as const satisfies FeatureContract;
