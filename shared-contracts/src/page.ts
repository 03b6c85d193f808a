import * as z from 'zod';

/** A page of a list; `nextCursor` is null where the list ends. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
