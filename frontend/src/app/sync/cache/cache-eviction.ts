import type { CacheDatabase } from './cache-database';
import { putStretches, stretchesOf } from './cache-writes';
import { keptFrom, newest } from './stretches';

/** About 40 MB of messages of usual length. */
export const mostMessages = 50_000;
/** Begun, it goes on until there is room for a while. */
const roomyMessages = 40_000;
/** The newest of each conversation stay. */
const sparedMessages = 200;

interface Bounds {
  most: number;
  roomy: number;
  spared: number;
}
const usual: Bounds = { most: mostMessages, roomy: roomyMessages, spared: sparedMessages };

/**
 * Where more messages are kept than there is room for, takes the old ones out of the conversations opened longest ago.
 * Gives how many went.
 */
export async function evict(db: CacheDatabase, { most, roomy, spared }: Bounds = usual): Promise<number> {
  const before = await db.messages.count();
  if (before <= most) return 0;
  let left = before;
  for (const conversationId of await longestUnopenedFirst(db)) {
    if (left <= roomy) break;
    left -= await keepNewest(db, conversationId, spared);
  }
  return before - left;
}

async function longestUnopenedFirst(db: CacheDatabase): Promise<string[]> {
  const opened = new Map((await db.opened.toArray()).map(({ conversationId, at }) => [conversationId, at]));
  const ids = await db.conversations.toCollection().primaryKeys();
  return ids.sort((a, b) => (opened.get(a) ?? 0) - (opened.get(b) ?? 0));
}

function keepNewest(db: CacheDatabase, conversationId: string, spared: number): Promise<number> {
  return db.transaction('rw', [db.messages, db.stretches], async () => {
    const held = await stretchesOf(db, conversationId).toArray();
    const from = newest(held, spared)?.from ?? Infinity;
    await putStretches(
      db,
      conversationId,
      keptFrom(held, from).map(({ from: first, to, revision }) => ({ from: first, to, revision })),
    );
    return await db.messages
      .where('[conversationId+seq]')
      .between([conversationId, 0], [conversationId, from], true, false)
      .delete();
  });
}
