import * as z from 'zod';
import { socketError } from '../errors.js';
import { messagePartInputs } from '../feature/message-part.js';
import { limits } from '../limits.js';
import { body, id, instant } from '../scalars.js';

/** Of the item whose id is the `clientMessageId` of the message to come; it goes when the message is stored. */
export const scheduledMessage = z
  .object({
    conversationId: id,
    body,
    replyToId: id.nullable(),
    fileIds: z.array(id).max(limits.filesPerMessage),
    parts: messagePartInputs.optional(),
    /** A year ahead at most; one that is past goes at once. */
    sendAt: instant,
    /** The server’s, as `error`: ignored in a `PUT`, after which the message waits (again). */
    state: z.enum(['waiting', 'failed']).catch('waiting'),
    /** Why the send was refused; null while it waits. */
    error: socketError.nullable().catch(null),
  })
  .meta({ id: 'ScheduledMessage' });
export type ScheduledMessage = z.infer<typeof scheduledMessage>;
