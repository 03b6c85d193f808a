import * as z from 'zod';
import { cursor, listLimit } from './scalars.js';

/** A page of a list; `nextCursor` is null where the list ends. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const pageQuery = z.object({ cursor: cursor.optional(), limit: listLimit }).meta({ id: 'PageQuery' });
export type PageQuery = z.infer<typeof pageQuery>;
