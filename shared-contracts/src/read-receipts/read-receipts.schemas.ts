import * as z from 'zod';
import { page } from '../page.js';
import { id, instant, seqOrZero } from '../scalars.js';

export const markAsReadRequest = z.object({ seq: seqOrZero }).meta({ id: 'MarkAsReadRequest' });
export type MarkAsReadRequest = z.infer<typeof markAsReadRequest>;

export const readMarker = z
  .object({ lastReadSeq: seqOrZero, unreadCount: z.int().min(0) })
  .meta({ id: 'ReadMarker' });
export type ReadMarker = z.infer<typeof readMarker>;

/**
 * How far one participant's markers are with one message. The times are when they first reached it; null when that is no
 * longer kept.
 */
export const receipt = z
  .object({
    userId: id,
    delivered: z.boolean(),
    deliveredAt: instant.nullable(),
    read: z.boolean(),
    readAt: instant.nullable(),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof receipt>;

/** Every participant but the sender and who joined after the message, with `joinedSeq` at or past it. */
export const receiptPage = page(receipt).meta({ id: 'ReceiptPage' });
export type ReceiptPage = z.infer<typeof receiptPage>;
