import * as z from 'zod';
import { seq } from '../scalars.js';

/** Of the item whose id is the conversation's: clients show it unread from `fromSeq` on. */
export const markedUnread = z.object({ fromSeq: seq }).meta({ id: 'MarkedUnread' });
export type MarkedUnread = z.infer<typeof markedUnread>;
