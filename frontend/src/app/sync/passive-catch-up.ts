import { inject, Injectable } from '@angular/core';
import { limits, type MessagePage } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { ConnectionService } from '../core/connection.service';
import { SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { CachedHistory } from './cache/cached-history';
import { CacheKeeper } from './cache/cache-keeper';
import { LocalCache } from './cache/local-cache';
import { ConversationRecords } from './conversation-records';
import { DeliveryReports } from './delivery-reports';
import { IncomingEvents } from './incoming-events';
import { newWindow, withPushed } from './merge';
import { OpenTimelines } from './open-timelines';
import { Puller } from './puller';
import { TabLeader } from './tabs/tab-leader';

/** Everybody hears of a message at once: nobody asks for it at once. */
const restMs = { least: 300, most: 2_500 };
const idleWithinMs = 5_000;
/** Of so many conversations at most what is unread is fetched after one connection; others when they are opened. */
const mostAtOnce = 100;

/** Brings what isn't shown into the cache when there is nothing better to do: one conversation at a time, with jitter. */
@Injectable({ providedIn: SessionScope })
export class PassiveCatchUp {
  private readonly timers = inject(SessionTimers);
  private readonly api = inject(ApiClient);
  private readonly connection = inject(ConnectionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly cache = inject(LocalCache);
  private readonly cached = inject(CachedHistory);
  private readonly keeper = inject(CacheKeeper);
  private readonly records = inject(ConversationRecords);
  private readonly deliveries = inject(DeliveryReports);
  private readonly incoming = inject(IncomingEvents);
  private readonly open = inject(OpenTimelines);
  private readonly puller = inject(Puller);
  private readonly leader = inject(TabLeader);
  private readonly waiting = new Set<string>();
  private cancel: (() => void) | null = null;

  constructor() {
    this.incoming.conversationUpdated$.subscribe(({ id }) => this.add(id));
    this.leader.leads$.subscribe((leads) => {
      if (!leads) this.halt();
      else if (this.connection.isInSync()) this.synced();
    });
  }

  /** After a sync, or the tab that led before: what nobody told the server that this device has. */
  synced(): void {
    for (const { id } of this.conversations.all().slice(0, mostAtOnce)) {
      if (this.isUndelivered(id)) this.add(id);
    }
  }

  /** No connection, or another tab leads: what waits is found again by whoever is in sync and leads next. */
  halt(): void {
    this.cancel?.();
    this.cancel = null;
    this.waiting.clear();
  }

  private add(id: string): void {
    // Where there is no cache, each tab has what it shows from nobody else.
    if (this.open.isOpen(id) || (!this.leader.leads && this.cache.available)) return;
    this.waiting.add(id);
    if (!this.cancel) this.rest();
  }

  private rest(): void {
    const forMs = restMs.least + Math.random() * (restMs.most - restMs.least);
    this.cancel = this.timers.after(forMs, () => {
      this.cancel = this.timers.whenIdle(idleWithinMs, () => void this.next());
    });
  }

  private async next(): Promise<void> {
    const [id] = this.waiting;
    if (id === undefined || !this.connection.isInSync()) {
      this.halt();
      return;
    }
    this.waiting.delete(id);
    try {
      if (!this.open.isOpen(id) && this.conversations.peek(id)) await this.catchUp(id);
    } catch {
      // Whatever was in the way: it is pulled when it is opened.
    }
    // Halted meanwhile, and perhaps begun again.
    if (this.cancel) this.rest();
  }

  private async catchUp(id: string): Promise<void> {
    await this.cached.restore(id);
    if (!this.messages.window(id)) {
      if (this.isUndelivered(id)) await this.load(id);
    } else {
      this.mergeLatest(id);
      if (this.records.isBehind(id) && (await this.puller.pull(id)) === 'reload') await this.load(id);
    }
    await this.keeper.flush();
    // Where there is no cache, memory is the only place to have it.
    if (this.cache.available && !this.open.isOpen(id)) this.messages.setWindow(id, undefined);
  }

  /** The list shows the latest message already: where it is the only one missing, nothing has to be asked. */
  private mergeLatest(id: string): void {
    const window = this.messages.window(id);
    const latest = this.conversations.peek(id)?.lastMessage;
    if (window && latest?.revision === window.revision + 1)
      this.messages.setWindow(id, withPushed(window, latest));
  }

  private async load(id: string): Promise<void> {
    const before = this.conversations.peek(id);
    if (!before) return;
    const undelivered = before.lastSeq - this.deliveries.deliveredUpTo(id);
    const limit = Math.min(limits.messagesMax, Math.max(limits.messagesDefault, undelivered));
    const { items } = await this.api.get<MessagePage>(`/conversations/${id}/messages`, { limit });
    // Opened meanwhile, it holds what is newer.
    if (this.messages.window(id) || !this.conversations.peek(id)) return;
    this.messages.setWindow(id, newWindow(items, before.lastSeq, before.revision));
  }

  private isUndelivered(id: string): boolean {
    return (this.conversations.peek(id)?.lastSeq ?? 0) > this.deliveries.deliveredUpTo(id);
  }
}
