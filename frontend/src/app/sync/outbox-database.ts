import Dexie, { type Table } from 'dexie';
import type { Draft, MessagePartsToSend } from '../stores/drafts.store';
import type { CommandRow } from './commands/command';
import type { StoredError } from '../core/stored-error';
import { outboxName } from './outbox-name';

export interface OutboxRow {
  /** Given by the database, over all tabs: the order in which messages are sent. */
  order: number;
  clientMessageId: string;
  conversationId: string;
  body: string;
  replyToId: string | null;
  /** Absent in what an earlier version wrote, and where there are none. */
  parts?: MessagePartsToSend;
  /** Other devices may have it as a draft. */
  fromDraft?: boolean;
  createdAt: string;
  state: 'queued' | 'failed';
  attempts: number;
  notBefore: number;
  mayBeStored: boolean;
  error?: StoredError;
}

/** An empty one says that there is none any more. */
export interface KeptDraft extends Draft {
  /** When it was written, in milliseconds since 1970. */
  at: number;
}

export interface DraftRow extends Draft {
  conversationId: string;
  /** Absent in what an earlier version wrote. */
  at?: number;
}

/** What one person did here and nobody else has: apart from the cache, which may be thrown away. */
export class OutboxDatabase extends Dexie {
  declare readonly outbox: Table<OutboxRow, number, Omit<OutboxRow, 'order'> & { order?: number }>;
  declare readonly drafts: Table<DraftRow, string>;
  declare readonly commands: Table<CommandRow, number, Omit<CommandRow, 'order'>>;

  constructor(userId: string) {
    // On disk before it counts as written: a message must outlive a power cut too.
    super(outboxName(userId), { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ outbox: '++order, &clientMessageId', drafts: 'conversationId' });
    this.version(2).stores({ commands: '++order, &id' });
    // Another tab erases it at sign-out: don't hold that up, nor make it anew.
    this.on('versionchange', () => {
      this.close();
      return false;
    });
  }
}
