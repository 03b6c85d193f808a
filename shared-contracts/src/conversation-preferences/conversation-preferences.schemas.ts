import * as z from 'zod';
import { id, instant } from '../scalars.js';

/** One person's, of the item whose id is the conversation's. */
export const conversationPreferences = z
  .object({
    /** What disturbs; null is the default: direct and group `all`, a channel as the settings say. */
    level: z.enum(['all', 'mentions', 'nothing']).nullable(),
    mutedUntil: instant.nullable(),
    favourite: z.boolean(),
    /** The section of the sidebar that shows it; null for the one of its kind. */
    section: id.nullable(),
  })
  .meta({ id: 'ConversationPreferences' });
export type ConversationPreferences = z.infer<typeof conversationPreferences>;
