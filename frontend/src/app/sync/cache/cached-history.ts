import { inject, Injectable } from '@angular/core';
import { limits, type Message } from '@litspark/shared-contracts';
import { ConnectionService } from '../../core/connection.service';
import { SessionScope } from '../../core/session-scope';
import { GenerationStore } from '../../stores/generation.store';
import { ItemsStore } from '../../stores/items.store';
import { MessagesStore } from '../../stores/messages.store';
import { ParticipantsStore } from '../../stores/participants.store';
import { UsersStore } from '../../stores/users.store';
import { ConversationRecords } from '../conversation-records';
import { CacheKeeper } from './cache-keeper';
import type { CacheDatabase } from './cache-database';
import { readAround, readList, readMessages, readNewest, readStretches } from './cache-reads';
import { heldGeneration } from './cache-writes';
import { LocalCache } from './local-cache';
import { around } from './stretches';

/** What a conversation opens with; more is read when it is scrolled to. */
const opensWith = 200;

/** Which page of a conversation: none of the three is the newest. */
export interface PageRequest {
  beforeSeq?: number;
  afterSeq?: number;
  aroundSeq?: number;
}

/** Reads what this browser keeps into the stores: the list at the start, messages when they are shown. */
@Injectable({ providedIn: SessionScope })
export class CachedHistory {
  private readonly cache = inject(LocalCache);
  private readonly keeper = inject(CacheKeeper);
  private readonly connection = inject(ConnectionService);
  private readonly records = inject(ConversationRecords);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly users = inject(UsersStore);
  private readonly items = inject(ItemsStore);
  private readonly generation = inject(GenerationStore);
  private readonly restoring = new Map<string, Promise<void>>();

  /** What was kept of this person; resolves in any case, and soon. */
  async load(): Promise<void> {
    await this.cache.open();
    const list = await this.cache.run(readList);
    this.connection.wasFresh(list?.freshAt ? new Date(list.freshAt) : null);
    if (!list) return;
    if (list.generation !== null) this.generation.adopt(list.generation);
    this.records.mergeSummaries(list.conversations);
    this.items.merge(list.items);
    this.items.revision = list.personalRevision;
    this.users.put(list.users.filter(({ id }) => !this.users.peek(id)));
  }

  /** Shows what is kept of a conversation, unless something is held of it already. */
  restore(conversationId: string): Promise<void> {
    let restoring = this.restoring.get(conversationId);
    if (!restoring) {
      restoring = this.read(conversationId).finally(() => this.restoring.delete(conversationId));
      this.restoring.set(conversationId, restoring);
    }
    return restoring;
  }

  /** Remembers when it was opened last: where space is short, what was opened long ago goes first. */
  async noteOpened(conversationId: string): Promise<void> {
    await this.cache.run((db) => db.opened.put({ conversationId, at: Date.now() }));
  }

  /** A page of what is kept, and up to which revision it is right; undefined where nothing is. */
  async page(
    conversationId: string,
    { beforeSeq, afterSeq, aroundSeq }: PageRequest,
  ): Promise<{ messages: Message[]; revision: number } | undefined> {
    const most = limits.messagesDefault;
    const seq = beforeSeq !== undefined ? beforeSeq - 1 : afterSeq !== undefined ? afterSeq + 1 : aroundSeq;
    const read = await this.ofThisPast(async (db) => {
      if (seq !== undefined) return await readAround(db, conversationId, seq, most);
      const newest = await readNewest(db, conversationId, most);
      return newest && { messages: newest.window.messages, revision: newest.window.revision };
    });
    if (!read) return undefined;
    const messages = read.messages.filter(
      (message) =>
        (beforeSeq === undefined || message.seq < beforeSeq) &&
        (afterSeq === undefined || message.seq > afterSeq),
    );
    return { messages, revision: read.revision };
  }

  /** One message that is kept; undefined where it isn't. */
  message(conversationId: string, seq: number): Promise<Message | undefined> {
    return this.ofThisPast(async (db) => {
      const stretch = around(await readStretches(db, conversationId), seq, 0);
      return stretch && (await readMessages(db, conversationId, stretch))[0];
    });
  }

  /** What another tab keeps of another history is not what this one shows. */
  private ofThisPast<T>(task: (db: CacheDatabase) => Promise<T | undefined>): Promise<T | undefined> {
    return this.cache.run(async (db) =>
      (await heldGeneration(db)) === this.generation.present ? await task(db) : undefined,
    );
  }

  private async read(conversationId: string): Promise<void> {
    await this.cache.ready();
    // What waits to be written may take away what would be read.
    await this.keeper.flush();
    if (this.messages.window(conversationId)) return;
    const cached = await this.ofThisPast((db) => readNewest(db, conversationId, opensWith));
    if (!cached || this.messages.window(conversationId)) return;
    this.keeper.markWritten(conversationId, cached.window);
    this.messages.setWindow(conversationId, cached.window);
    this.participants.merge(conversationId, cached.participants, false);
  }
}
