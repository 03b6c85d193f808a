import { inject, Injectable } from '@angular/core';
import { type Integrity, limits, type Message, type MessagePage } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { ConnectionService } from '../core/connection.service';
import { PageVisibility } from '../core/page-visibility';
import { SessionScope } from '../core/session-scope';
import { SocketClient } from '../core/socket-client';
import { MessagesStore } from '../stores/messages.store';
import { CacheKeeper } from './cache/cache-keeper';
import type { CacheDatabase } from './cache/cache-database';
import { readMessages, readStretches } from './cache/cache-reads';
import { differing, digestOf } from './cache/digest';
import { LocalCache } from './cache/local-cache';
import { makeRounds } from './cache/rounds';
import { newest, type Stretch } from './cache/stretches';
import { replaced } from './merge';

/** At another time in each browser. */
const rounds = {
  fact: 'checkedAt',
  firstMs: 60_000,
  everyMs: () => 60_000 * (10 + 10 * Math.random()),
  idleWithinMs: 30_000,
} as const;

interface Sample extends Stretch {
  conversationId: string;
  messages: Message[];
}

/** Proves now and then to itself that a stretch it holds is what the server has, and heals it where it isn't. */
@Injectable({ providedIn: SessionScope })
export class IntegrityCheck {
  private readonly api = inject(ApiClient);
  private readonly connection = inject(ConnectionService);
  private readonly page = inject(PageVisibility);
  private readonly socket = inject(SocketClient);
  private readonly messages = inject(MessagesStore);
  private readonly cache = inject(LocalCache);
  private readonly keeper = inject(CacheKeeper);

  constructor() {
    makeRounds(rounds, () => this.round());
  }

  /** Compares a stretch of one conversation with the server's; gives how many messages had to be fetched anew. */
  async check(conversationId: string): Promise<number> {
    await this.keeper.flush();
    const sample = await this.cache.run(async (db): Promise<Sample | undefined> => {
      return await db.transaction('r', [db.stretches, db.messages], async () => {
        const stretch = newest(await readStretches(db, conversationId), limits.integrityMessages);
        if (!stretch) return undefined;
        return { conversationId, ...stretch, messages: await readMessages(db, conversationId, stretch) };
      });
    });
    if (!sample) return 0;
    const { from, to, revision } = sample;
    const truth = await this.api.get<Integrity>(`/conversations/${conversationId}/integrity`, {
      fromSeq: from,
      toSeq: to,
    });
    // Another revision is no fault: what changed is pulled.
    if (truth.revision !== revision || truth.digest === (await digestOf(sample.messages))) return 0;
    return await this.heal(sample);
  }

  private async round(): Promise<void> {
    // Plain HTTP has no digests.
    if (this.connection.isFresh() && this.page.visible() && isSecureContext) {
      const id = await this.pick();
      // What fails is tried again another time.
      if (id !== undefined) await this.check(id).catch(() => 0);
    }
  }

  private async pick(): Promise<string | undefined> {
    const keys = await this.cache.run((db) => db.stretches.toCollection().primaryKeys());
    const ids = [...new Set((keys ?? []).map(([conversationId]) => conversationId))];
    return ids[Math.floor(Math.random() * ids.length)];
  }

  private async heal({ conversationId, from, to, revision, messages }: Sample): Promise<number> {
    const truth: Message[] = [];
    for (let after = from - 1; after < to; after = truth.at(-1)?.seq ?? to) {
      const { items } = await this.api.get<MessagePage>(`/conversations/${conversationId}/messages`, {
        afterSeq: after,
        limit: Math.min(limits.messagesMax, to - after),
      });
      if (items.length === 0) break;
      truth.push(...items);
    }
    // What changed since then is no fault, and comes by itself.
    const wrong = differing(messages, truth).filter((message) => message.revision <= revision);
    if (wrong.length === 0) return 0;
    const healed = (await this.cache.run((db) => replaceRows(db, wrong, revision))) ?? 0;
    this.messages.changeAll(conversationId, (window) => replaced(window, wrong, revision));
    if (healed > 0) {
      await this.socket.emit('report_healed', { conversationId, messages: healed }).catch(() => undefined);
    }
    return healed;
  }
}

/** In the place of what is kept of these messages, but of what changed above a revision. Gives how many were replaced. */
function replaceRows(db: CacheDatabase, truth: readonly Message[], revision: number): Promise<number> {
  return db.transaction('rw', db.messages, async () => {
    const rows = await db.messages.bulkGet(truth.map(({ conversationId, seq }) => [conversationId, seq]));
    const wrong = truth.filter((_, index) => (rows[index]?.revision ?? Infinity) <= revision);
    await db.messages.bulkPut(wrong);
    return wrong.length;
  });
}
