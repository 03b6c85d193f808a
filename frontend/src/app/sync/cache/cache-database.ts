import type {
  ConversationSummary,
  Message,
  Participant,
  PersonalItem,
  User,
} from '@litspark/shared-contracts';
import { Dexie, type Table } from 'dexie';
import { within } from '../../core/within';
import type { Stretch } from './stretches';

export interface ConversationRow {
  id: string;
  summary: ConversationSummary;
}
export interface StretchRow extends Stretch {
  conversationId: string;
}
export interface ParticipantsRow {
  conversationId: string;
  participants: readonly Participant[];
}
export interface OpenedRow {
  conversationId: string;
  /** When it was last opened here, in milliseconds since 1970. */
  at: number;
}
export type FactRow =
  /**
   * `personalRevision`: up to which of the person's revisions all items are here. Those that end in `At` are times, in
   * milliseconds since 1970.
   */
  | { key: 'schema' | 'freshAt' | 'personalRevision' | 'housekeptAt' | 'checkedAt'; value: number }
  /** Which history of the server's database all of this is from. */
  | { key: 'generation'; value: string };

/** Grows with each table; what the others hold stays. */
const databaseVersion = 2;
/** Grows with each change of what the rows mean: a cache of another one is thrown away. */
export const cacheSchema = 1;
const prefix = 'litspark-cache-';
/** Some browsers never answer where storage is forbidden or another page holds on to it. */
export const answersWithinMs = 3_000;

/** What one person has seen, as this browser keeps it. All of it can be had again from the server. */
export class CacheDatabase extends Dexie {
  declare readonly conversations: Table<ConversationRow, string>;
  declare readonly messages: Table<Message, [string, number]>;
  declare readonly stretches: Table<StretchRow, [string, number]>;
  declare readonly participants: Table<ParticipantsRow, string>;
  declare readonly users: Table<User, string>;
  declare readonly opened: Table<OpenedRow, string>;
  declare readonly items: Table<PersonalItem, [string, string]>;
  declare readonly facts: Table<FactRow, FactRow['key']>;

  constructor(userId: string) {
    super(cacheName(userId));
    this.version(databaseVersion).stores({
      conversations: 'id',
      messages: '[conversationId+seq]',
      stretches: '[conversationId+from]',
      participants: 'conversationId',
      users: 'id',
      opened: 'conversationId, at',
      items: '[kind+id], revision',
      facts: 'key',
    });
  }
}

export const cacheName = (userId: string): string => `${prefix}${userId}`;

/** Returns whether it is gone. */
export async function removeCache(name: string): Promise<boolean> {
  try {
    await within(answersWithinMs, Dexie.delete(name));
    return true;
  } catch {
    return false;
  }
}

/** The ids of everybody whose cache is in this browser, as far as it tells. */
export async function cacheOwners(): Promise<string[]> {
  const names = await Dexie.getDatabaseNames();
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}
