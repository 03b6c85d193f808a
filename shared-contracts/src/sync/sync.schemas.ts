import * as z from 'zod';
import { conversationSummary } from '../conversations/conversations.schemas.js';
import { limits } from '../limits.js';
import { message } from '../messages/messages.schemas.js';
import { personalNews } from '../personal-items/personal-items.schemas.js';
import { cursor, generation, id, revision, seqOrZero } from '../scalars.js';

export const syncRequest = z
  .object({
    conversations: z
      .array(z.object({ id, revision, lastReadSeq: seqOrZero.optional() }))
      .max(limits.syncConversations),
    /** Look at the named conversations only; others are not reported. */
    only: z.boolean().optional(),
    /** Of the answer that the revisions are from. Left out, only the revisions are compared. */
    generation: generation.optional(),
    /** What the client holds of its person's items, 0 for nothing: then `personal` is answered. */
    personalRevision: revision.optional(),
    /** Where the last answer's `personal` ended; it goes before `personalRevision`. */
    personalCursor: cursor.optional(),
  })
  .meta({ id: 'SyncRequest' });
export type SyncRequest = z.infer<typeof syncRequest>;

const changedConversation = z
  .object({
    conversation: conversationSummary,
    /** Above the revision given, in ascending revision, 100 at most. */
    messages: z.array(message),
    hasMore: z.boolean(),
    /**
     * The revision given is above the present one, or of another `generation` (a restored backup): forget what you hold.
     * Such an entry carries no messages.
     */
    reset: z.literal(true).optional(),
  })
  .meta({ id: 'ChangedConversation' });
export type ChangedConversation = z.infer<typeof changedConversation>;

export const syncAnswer = z
  .object({
    changed: z.array(changedConversation),
    removed: z.array(id),
    markers: z.array(
      z.object({
        conversationId: id,
        lastReadSeq: seqOrZero,
        unreadCount: z.int().min(0),
        mentionCount: z.int().min(0),
      }),
    ),
    unchanged: z.int().min(0),
    more: z.boolean(),
    /** Where it was asked for: the person's items above what the client holds, 500 at most. */
    personal: personalNews.optional(),
    /**
     * The present one. Where another was given, every conversation named is in `changed` with `reset`, or in `removed`;
     * where that is more than one answer holds, `more` is true. Nothing that came under another generation counts then:
     * a client forgets all of it, keeps this one, and asks again with it, naming only what it was answered since. What it
     * doesn't name comes as what it never had, so this ends.
     */
    generation,
  })
  .meta({ id: 'SyncAnswer' });
export type SyncAnswer = z.infer<typeof syncAnswer>;
