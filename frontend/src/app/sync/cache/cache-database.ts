import type {
  ConversationSummary,
  Message,
  Participant,
  PersonalItem,
  User,
} from '@litspark/shared-contracts';
import { Dexie, type Table } from 'dexie';
import { cacheName } from './cache-names';
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
