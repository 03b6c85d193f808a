import type { ConversationSummary, Message, Participant, User } from '@litspark/shared-contracts';
import { Dexie } from 'dexie';
import type { MessageWindow } from '../../stores/timeline';
import { withSummary } from '../summary-merge';
import type { CacheDatabase } from './cache-database';
import { type ItemChanges, putItems } from './cached-items';
import { covers, type Stretch, withStretch } from './stretches';

export interface WindowChange {
  conversationId: string;
  window: MessageWindow;
  /** The window as this page wrote it last. */
  written?: MessageWindow;
}

/** What changed since the last write. Written whole or not at all. */
export interface CacheChanges {
  /** Conversations of which nothing may stay: lost to this person, or of another past. */
  forgotten: ReadonlySet<string>;
  /** Conversations whose messages may not stay: too much was missed. */
  dropped: ReadonlySet<string>;
  summaries: readonly ConversationSummary[];
  windows: readonly WindowChange[];
  /** Messages in a new state, wherever they lie: what is held of them is replaced. */
  messages: readonly Message[];
  participants: readonly { conversationId: string; participants: readonly Participant[] }[];
  users: readonly User[];
  items: ItemChanges;
  /** Up to when this browser knew everything, in milliseconds since 1970. */
  freshAt: number | null;
  /** Which history of the server's database this is from; null when that was never told. */
  generation: string | null;
  /** Histories that are known to be over. */
  ended: ReadonlySet<string>;
}

/**
 * One transaction: what is held, and what is claimed to be held, change together. Where the cache is of another history
 * that isn't known to be over, nothing is written, and that one is given.
 */
export async function writeChanges(db: CacheDatabase, changes: CacheChanges): Promise<string | null> {
  return await db.transaction('rw', db.tables, async () => {
    const other = await otherHistory(db, changes);
    if (other !== null) return other;
    for (const id of changes.forgotten) {
      await Promise.all([db.conversations.delete(id), db.participants.delete(id), db.opened.delete(id)]);
    }
    for (const id of new Set([...changes.forgotten, ...changes.dropped])) await dropMessages(db, id);
    await putSummaries(db, changes.summaries);
    await replaceHeld(db, changes.messages);
    for (const change of changes.windows) await putWindow(db, change);
    if (changes.participants.length > 0) await db.participants.bulkPut([...changes.participants]);
    if (changes.users.length > 0) await db.users.bulkPut([...changes.users]);
    await putItems(db, changes.items);
    if (changes.freshAt !== null) await putFreshAt(db, changes.freshAt);
    return null;
  });
}

/** Makes the cache of the same past as the changes: what is of one that is over goes. Gives the one that stands against it. */
async function otherHistory(db: CacheDatabase, { generation, ended }: CacheChanges): Promise<string | null> {
  const held = await heldGeneration(db);
  if (generation === null || held === generation) return null;
  if (held !== null) {
    // Another tab may have heard of a later one.
    if (!ended.has(held)) return held;
    const { conversations, messages, stretches, participants, users, items } = db;
    const tables = [conversations, messages, stretches, participants, users, items];
    await Promise.all([...tables.map((table) => table.clear()), db.facts.delete('personalRevision')]);
  }
  await db.facts.put({ key: 'generation', value: generation });
  return null;
}

/** Which history the cache is of; null when that was never told. */
export async function heldGeneration(db: CacheDatabase): Promise<string | null> {
  const fact = await db.facts.get('generation');
  return fact ? String(fact.value) : null;
}

/** Every row of one conversation whose second key lies in a range. */
export const between = (conversationId: string, from: number, to: number) =>
  [
    [conversationId, from],
    [conversationId, to],
  ] as const;

export const stretchesOf = (db: CacheDatabase, conversationId: string) =>
  db.stretches
    .where('[conversationId+from]')
    .between([conversationId, Dexie.minKey], [conversationId, Dexie.maxKey]);

/** Lays down what is held of a conversation now, in the place of what was. */
export async function putStretches(
  db: CacheDatabase,
  conversationId: string,
  held: readonly Stretch[],
): Promise<void> {
  await stretchesOf(db, conversationId).delete();
  await db.stretches.bulkPut(held.map((one) => ({ conversationId, ...one })));
}

async function dropMessages(db: CacheDatabase, conversationId: string): Promise<void> {
  await stretchesOf(db, conversationId).delete();
  await db.messages
    .where('[conversationId+seq]')
    .between(...between(conversationId, 0, Infinity), true, true)
    .delete();
}

/** Another tab may have written a later state meanwhile. */
async function putSummaries(db: CacheDatabase, summaries: readonly ConversationSummary[]): Promise<void> {
  if (summaries.length === 0) return;
  const before = await db.conversations.bulkGet(summaries.map(({ id }) => id));
  await db.conversations.bulkPut(
    summaries.map((summary, index) => ({
      id: summary.id,
      summary: withSummary(before[index]?.summary, summary),
    })),
  );
}

async function putNewer(
  db: CacheDatabase,
  messages: readonly Message[],
  putsMissing: boolean,
): Promise<void> {
  if (messages.length === 0) return;
  const before = await db.messages.bulkGet(messages.map(({ conversationId, seq }) => [conversationId, seq]));
  const newer = messages.filter((message, index) => {
    const row = before[index];
    return row ? row.revision < message.revision : putsMissing;
  });
  if (newer.length > 0) await db.messages.bulkPut(newer);
}

const replaceHeld = (db: CacheDatabase, messages: readonly Message[]) => putNewer(db, messages, false);

async function putWindow(
  db: CacheDatabase,
  { conversationId, window, written }: WindowChange,
): Promise<void> {
  const laid = stretchOf(window);
  if (!laid) return;
  const held = await stretchesOf(db, conversationId).toArray();
  const before = written && stretchOf(written);
  // Where the cache isn't as this page left it (thrown away, dropped by another tab), the whole window goes in.
  const differing =
    before && covers(held, before) ? differences(window.messages, written.messages) : window.messages;
  await putNewer(db, differing, true);
  const now = withStretch(
    held.map(({ from, to, revision }) => ({ from, to, revision })),
    laid,
  );
  if (!sameStretches(held, now)) await putStretches(db, conversationId, now);
}

async function putFreshAt(db: CacheDatabase, freshAt: number): Promise<void> {
  const before = await db.facts.get('freshAt');
  if (freshAt > Number(before?.value ?? 0)) await db.facts.put({ key: 'freshAt', value: freshAt });
}

/** Undefined for a window that holds nothing. */
function stretchOf({ messages, revision }: MessageWindow): Stretch | undefined {
  const [first, last] = [messages[0], messages.at(-1)];
  return first && last && { from: first.seq, to: last.seq, revision };
}

function differences(messages: readonly Message[], written: readonly Message[]): Message[] {
  const first = written[0]?.seq ?? 0;
  return messages.filter((message) => written[message.seq - first] !== message);
}

const sameStretches = (a: readonly Stretch[], b: readonly Stretch[]): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index];
    return one.from === other?.from && one.to === other.to && one.revision === other.revision;
  });
