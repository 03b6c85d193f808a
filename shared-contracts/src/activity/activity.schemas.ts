import * as z from 'zod';
import { page } from '../page.js';
import { cursor, id, instant, listLimit, seq } from '../scalars.js';

/** Of the one item of this kind: goes forward only. */
export const activitySeen = z.object({ at: instant }).meta({ id: 'ActivitySeen' });
export type ActivitySeen = z.infer<typeof activitySeen>;

/**
 * What happened to somebody:
 * - `reminder`: the time has come at which they wanted to be reminded of a message they saved
 * - `scheduled_failed`: a message that they scheduled was refused; the item says why
 * - `confirmation`: somebody reminds them to confirm a message
 *
 * The others are told of by what the messages themselves say, so far.
 */
export const activityKind = z
  .enum(['mention', 'reply', 'reaction', 'added', 'keyword', 'reminder', 'scheduled_failed', 'confirmation'])
  .meta({ id: 'ActivityKind' });
export type ActivityKind = z.infer<typeof activityKind>;

/** Kept for 90 days; it goes with its message, and with the right to see it. */
export const activityEntry = z
  .object({
    id,
    kind: activityKind,
    at: instant,
    /** Who did it; null where time did. */
    actorId: id.nullable(),
    conversationId: id.nullable(),
    messageId: id.nullable(),
    seq: seq.nullable(),
  })
  .meta({ id: 'ActivityEntry' });
export type ActivityEntry = z.infer<typeof activityEntry>;

export const listActivityQuery = z
  .object({ kind: activityKind.optional(), cursor: cursor.optional(), limit: listLimit })
  .meta({ id: 'ListActivityQuery' });
export type ListActivityQuery = z.infer<typeof listActivityQuery>;

/** Newest first. `unseenCount` counts, of all kinds, what came after the item `activity_seen`; it stops at 100. */
export const activityPage = page(activityEntry)
  .extend({ unseenCount: z.int().min(0).max(100) })
  .meta({ id: 'ActivityPage' });
export type ActivityPage = z.infer<typeof activityPage>;
