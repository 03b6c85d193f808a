import * as z from 'zod';
import { limits } from '../limits.js';
import { id, instant, seq, text } from '../scalars.js';

/** Of the item whose id is the message's. */
export const savedMessage = z
  .object({
    conversationId: id,
    seq,
    note: text(0, limits.savedNoteCodePoints).nullable(),
    remindAt: instant.nullable(),
    doneAt: instant.nullable(),
    savedAt: instant,
  })
  .meta({ id: 'SavedMessage' });
export type SavedMessage = z.infer<typeof savedMessage>;
