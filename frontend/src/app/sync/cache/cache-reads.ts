import {
  conversationSummary,
  type ConversationSummary,
  message as messageShape,
  type Message,
  participant,
  personalItem,
  type PersonalItem,
  type Participant,
  user as userShape,
  type User,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import type { MessageWindow } from '../../stores/timeline';
import { newWindow } from '../merge';
import type { CacheDatabase } from './cache-database';
import { between, stretchesOf } from './cache-writes';
import { around, newest, type Stretch } from './stretches';

/** A row is not what it should be: nothing of this cache can be trusted. */
export class BrokenCache extends Error {
  override readonly name = 'BrokenCache';
}

export interface CachedList {
  conversations: ConversationSummary[];
  users: User[];
  items: PersonalItem[];
  /** Null where not all items were ever kept. */
  personalRevision: number | null;
  /** Up to when this browser knew everything, in milliseconds since 1970; null when it never did. */
  freshAt: number | null;
  /** Which history of the server's database it is from; null when that was never told. */
  generation: string | null;
}

export interface CachedWindow {
  window: MessageWindow;
  participants: Participant[];
}

/** What the list shows. */
export async function readList(db: CacheDatabase): Promise<CachedList> {
  const [rows, users, items, personalRevision, freshAt, generation] = await Promise.all([
    db.conversations.toArray(),
    db.users.toArray(),
    db.items.toArray(),
    db.facts.get('personalRevision'),
    db.facts.get('freshAt'),
    db.facts.get('generation'),
  ]);
  return {
    conversations: checked(
      z.array(conversationSummary),
      rows.map(({ summary }) => ({
        ...summary,
        lastMessage: summary.lastMessage && withParts(summary.lastMessage),
      })),
    ),
    // Who was there then may be gone now: presence isn't kept.
    users: checked(z.array(userShape), users).map((user) => ({ ...user, presence: 'offline' })),
    items: checked(z.array(personalItem), items),
    personalRevision: checked(z.number().nullable(), personalRevision?.value ?? null),
    freshAt: checked(z.number().nullable(), freshAt?.value ?? null),
    generation: checked(z.string().nullable(), generation?.value ?? null),
  };
}

/** The newest messages held of a conversation, `most` at most, with who takes part. */
export async function readNewest(
  db: CacheDatabase,
  conversationId: string,
  most: number,
): Promise<CachedWindow | undefined> {
  return await db.transaction(
    'r',
    [db.conversations, db.stretches, db.messages, db.participants],
    async () => {
      const stretch = newest(await readStretches(db, conversationId), most);
      if (!stretch) return undefined;
      const [messages, row, people] = await Promise.all([
        readMessages(db, conversationId, stretch),
        db.conversations.get(conversationId),
        db.participants.get(conversationId),
      ]);
      return {
        window: newWindow(messages, row?.summary.lastSeq ?? 0, stretch.revision),
        participants: checked(z.array(participant), people?.participants ?? []),
      };
    },
  );
}

/** What is held around a place without a hole, `most` to each side; empty where that place isn't held. */
export async function readAround(
  db: CacheDatabase,
  conversationId: string,
  seq: number,
  most: number,
): Promise<{ messages: Message[]; revision: number } | undefined> {
  return await db.transaction('r', [db.stretches, db.messages], async () => {
    const stretch = around(await readStretches(db, conversationId), seq, most);
    if (!stretch) return undefined;
    return { messages: await readMessages(db, conversationId, stretch), revision: stretch.revision };
  });
}

export async function readStretches(db: CacheDatabase, conversationId: string): Promise<Stretch[]> {
  const rows = await stretchesOf(db, conversationId).toArray();
  return rows.map(({ from, to, revision }) => ({ from, to, revision }));
}

/** A range that is claimed to be held. Throws `BrokenCache` where it isn't. */
export async function readMessages(
  db: CacheDatabase,
  conversationId: string,
  { from, to }: Pick<Stretch, 'from' | 'to'>,
): Promise<Message[]> {
  const rows = await db.messages
    .where('[conversationId+seq]')
    .between(...between(conversationId, from, to), true, true)
    .toArray();
  if (rows.length !== to - from + 1) throw new BrokenCache('messages are missing');
  return checked(z.array(messageShape), rows.map(withParts));
}

/** Messages were kept without parts before there were any. */
const withParts = (row: Message): Message => ({ ...row, parts: row.parts ?? {} });

function checked<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const result = shape.safeParse(value);
  if (!result.success)
    throw new BrokenCache(`a row is not as it should be: ${z.prettifyError(result.error)}`);
  return result.data;
}
