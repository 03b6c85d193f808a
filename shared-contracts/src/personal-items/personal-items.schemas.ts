import * as z from 'zod';
import { limits } from '../limits.js';
import { page } from '../page.js';
import { cursor, queryInteger, revision } from '../scalars.js';

/** Of any kind that a feature declares: see `itemKinds`. */
const kind = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be the name of a kind');
/** A UUID in lower case, or a word; what it may be is for its kind to say. */
const itemId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/i, 'must be an id');
const value = z.looseObject({});

export const personalItem = z
  .object({
    kind,
    id: itemId,
    /** The count of the person's durable changes at which this item last changed. */
    revision,
    /** As its kind says (`itemKinds`); null where the item is gone. */
    value: value.nullable(),
  })
  .meta({ id: 'PersonalItem' });
export type PersonalItem = z.infer<typeof personalItem>;

export const itemParams = z.object({ kind, id: itemId });
export type ItemParams = z.infer<typeof itemParams>;

const queryRevision = queryInteger(0, Number.MAX_SAFE_INTEGER);

export const listItemsQuery = z
  .object({
    /** What the client holds. A `cursor` goes on where its page ended, whatever this says. */
    afterRevision: queryRevision.default(0),
    kind: kind.optional(),
    cursor: cursor.optional(),
    limit: queryInteger(1, limits.itemsMax).default(limits.itemsDefault),
  })
  .meta({ id: 'ListItemsQuery' });
export type ListItemsQuery = z.infer<typeof listItemsQuery>;

/**
 * In the first page only: the revision given is above the present one, of another generation, or older than what is kept of items
 * that are gone. The client forgets all items and takes what follows.
 */
const reset = z.literal(true).optional();

/** Ascending revision. A client holds `revision` once it has followed the cursor to the end. */
export const itemPage = page(personalItem).extend({ revision, reset }).meta({ id: 'PersonalItemPage' });
export type ItemPage = z.infer<typeof itemPage>;

/** The same as `sync` answers it. */
export const personalNews = z
  .object({ revision, items: z.array(personalItem), cursor: z.string().nullable(), reset })
  .meta({ id: 'PersonalNews' });
export type PersonalNews = z.infer<typeof personalNews>;

export const putItemRequest = z
  .object({
    /** Replaces the former one whole; at most 64 KiB as JSON in UTF-8. */
    value,
    /** The item's revision that this is based on, 0 for none: `CONFLICT` if it is not the present one. */
    ifRevision: revision.optional(),
  })
  .meta({ id: 'PutItemRequest' });
export type PutItemRequest = z.infer<typeof putItemRequest>;

export const deleteItemQuery = z
  .object({ ifRevision: queryRevision.optional() })
  .meta({ id: 'DeleteItemQuery' });
export type DeleteItemQuery = z.infer<typeof deleteItemQuery>;
