import type { BrowserStorage } from '../core/storage';
import type { WriteAhead } from '../core/write-ahead';
import type { OutboxDatabase, OutboxRow } from './outbox-database';

/** A message as the first version kept it, one for each key of the local storage. */
interface OldEntry {
  clientMessageId: string;
  conversationId: string;
  body: string;
  replyToId: string | null;
  createdAt: string;
}

/** Reads what the first version left in the local storage, once; it goes from there when it is in the database. */
export async function restoreFromLocalStorage(
  database: OutboxDatabase,
  storage: BrowserStorage,
  userId: string,
): Promise<void> {
  const keys = storage.keys(`outbox.${userId}.`);
  const old = keys
    .map((key) => storage.read<OldEntry>(key))
    .filter((entry) => entry !== null)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const draftsKey = `drafts.${userId}`;
  const drafts = Object.entries(storage.read<Record<string, string>>(draftsKey) ?? {});
  if (keys.length + drafts.length === 0) return;
  await database.transaction('rw', database.outbox, database.drafts, async () => {
    for (const { clientMessageId, conversationId, body, replyToId, createdAt } of old) {
      // Another tab may have been faster.
      if (await database.outbox.get({ clientMessageId })) continue;
      await database.outbox.add({
        clientMessageId,
        conversationId,
        body,
        replyToId,
        createdAt,
        state: 'queued',
        attempts: 0,
        notBefore: 0,
        mayBeStored: true,
      });
    }
    for (const [conversationId, text] of drafts) {
      await database.drafts.add({ conversationId, text, replyToId: null }).catch(() => undefined);
    }
  });
  for (const key of [...keys, draftsKey]) storage.remove(key);
}

/** Reads those messages that an earlier page, or another tab, wrote down and hasn't in the database yet. */
export async function restoreWrittenAhead(
  database: OutboxDatabase,
  ahead: WriteAhead,
  concerns: (clientMessageId: string) => boolean,
): Promise<void> {
  // The ids, too, are in the order of sending.
  const found = [...ahead.allOf<Omit<OutboxRow, 'order'> & { order?: number }>('send').values()]
    .filter(({ clientMessageId }) => concerns(clientMessageId))
    .sort(
      (a, b) => a.createdAt.localeCompare(b.createdAt) || a.clientMessageId.localeCompare(b.clientMessageId),
    );
  let failed: unknown;
  for (const row of found) {
    const { clientMessageId } = row;
    // It comes last: its place, where it had one, may be taken.
    const { order: _order, ...placeless } = row;
    try {
      await database.transaction('rw', database.outbox, async () => {
        if (await database.outbox.get({ clientMessageId })) return;
        // Another tab may have discarded it since it was found.
        if (!ahead.get('send', clientMessageId)) return;
        // It may have been sent, and only not crossed out here.
        await database.outbox.add({ ...placeless, mayBeStored: true });
      });
      ahead.remove('send', clientMessageId);
    } catch (thrown) {
      failed ??= thrown;
    }
  }
  // One that can't be read doesn't hold up those behind it; a full disk is the caller's to mend.
  if (failed !== undefined) throw failed as Error;
}
