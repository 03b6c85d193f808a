import { errorOf, storedError } from '../core/stored-error';
import type { KeptDraft, OutboxDatabase, OutboxRow } from './outbox-database';
import type { OutboxEntry } from './outbox-rules';

/** As the database keeps it; without a place where it has none yet. */
export function rowOf({
  order,
  state,
  error,
  ...entry
}: OutboxEntry): Omit<OutboxRow, 'order'> & { order?: number } {
  return {
    ...entry,
    ...(order === null ? {} : { order }),
    state: state === 'failed' ? 'failed' : 'queued',
    error: error && storedError(error),
  };
}

/** What was on its way when it was written waits again. */
export function entryOf({ error, ...row }: OutboxRow): OutboxEntry {
  return { ...row, error: error && errorOf(error) };
}

/** Within a transaction: puts a message in its place, and gives that; the draft that it was goes. */
export async function putEntry(database: OutboxDatabase, entry: OutboxEntry): Promise<number> {
  const { clientMessageId, conversationId, order } = entry;
  const held = await database.outbox.get({ clientMessageId });
  if (order === null) {
    const at = Date.parse(entry.createdAt);
    const draft = await database.drafts.get(conversationId);
    // Not what another tab typed since.
    if ((draft?.at ?? 0) <= at) {
      await database.drafts.put({ conversationId, text: '', replyToId: null, at });
    }
    // Another tab may have taken it up meanwhile.
    if (held) return held.order;
  }
  // A place that this page gave while the database could not may be another message's by now.
  const free = order !== null && (await database.outbox.get(order)) === undefined;
  return await database.outbox.put(rowOf({ ...entry, order: held?.order ?? (free ? order : null) }));
}

/** Within a transaction: gives what is kept then, which is what another tab wrote where that is later. */
export async function putDraft(
  database: OutboxDatabase,
  conversationId: string,
  draft: KeptDraft,
): Promise<KeptDraft> {
  const held = await database.drafts.get(conversationId);
  if (held?.at !== undefined && held.at > draft.at) return { ...held, at: held.at };
  // An empty one too: what another tab wrote before it must not come back.
  await database.drafts.put({ conversationId, ...draft });
  return draft;
}
