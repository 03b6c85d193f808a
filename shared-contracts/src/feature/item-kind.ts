import type * as z from 'zod';

/** A kind of personal item: what one person set for themselves and nobody else sees. */
export interface ItemKind {
  /** What such an item is about: a conversation or message, or the kind's own name where there is one item at most. */
  id: z.ZodType<string>;
  /** What a `PUT` takes and the item then holds. */
  value: z.ZodObject;
}
