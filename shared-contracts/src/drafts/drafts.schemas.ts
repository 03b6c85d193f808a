import * as z from 'zod';
import { limits } from '../limits.js';
import { id, instant, text } from '../scalars.js';

/** Of the item whose id is the conversation's. */
export const draft = z
  .object({
    /** Minted when the draft begins, and anew by a device that changes another's text: the message is sent under it. */
    clientMessageId: id,
    body: text(0, limits.bodyCodePoints),
    replyToId: id.nullable(),
    fileIds: z.array(id).max(limits.filesPerMessage),
    writtenAt: instant,
  })
  .meta({ id: 'Draft' });
export type Draft = z.infer<typeof draft>;
