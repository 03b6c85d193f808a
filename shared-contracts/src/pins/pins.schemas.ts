import * as z from 'zod';
import { message } from '../messages/messages.schemas.js';
import { id, instant } from '../scalars.js';

/** Pinned messages of one conversation; one more is `CONFLICT`. */
export const pinsMax = 100;

/** Who pinned the message, and when. */
export const pin = z.object({ userId: id, at: instant }).meta({ id: 'Pin' });
export type Pin = z.infer<typeof pin>;

declare module '../feature/message-part.js' {
  interface MessageParts {
    pin: Pin;
  }
}

/** The newest pin first, all of them. */
export const pinnedMessages = z.object({ items: z.array(message) }).meta({ id: 'PinnedMessages' });
export type PinnedMessages = z.infer<typeof pinnedMessages>;
