import type { PersonalItem } from '@litspark/shared-contracts';
import type { CacheDatabase } from './cache-database';

/** What changed of one person's items since the last write. */
export interface ItemChanges {
  changed: readonly PersonalItem[];
  /** Up to which revision this page holds every change; null before everything was loaded. */
  revision: number | null;
  /** `changed` is all that this page holds: what is kept otherwise up to `revision` is gone. */
  whole: boolean;
}

/** Part of the write's transaction. Another tab may have written later states, and be further. */
export async function putItems(db: CacheDatabase, { changed, revision, whole }: ItemChanges): Promise<void> {
  if (whole && revision !== null) await db.items.where('revision').belowOrEqual(revision).delete();
  if (changed.length > 0) {
    const before = await db.items.bulkGet(changed.map(({ kind, id }) => [kind, id]));
    await db.items.bulkPut(changed.filter((item, at) => (before[at]?.revision ?? -1) <= item.revision));
  }
  if (revision === null) return;
  const held = await db.facts.get('personalRevision');
  // A cache that was emptied meanwhile doesn't hold the rest.
  if (!whole && !held) return;
  if (whole || revision > Number(held?.value)) {
    const highest = Math.max(revision, Number(held?.value ?? 0));
    await db.facts.put({ key: 'personalRevision', value: highest });
  }
}
