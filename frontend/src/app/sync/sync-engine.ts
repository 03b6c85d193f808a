import { inject, Injectable } from '@angular/core';
import { limits, type SyncAnswer, type SyncRequest } from '@litspark/shared-contracts';
import { filter, merge } from 'rxjs';
import { ApiError } from '../core/api-error';
import { backoffMs } from '../core/backoff';
import { ConnectionService } from '../core/connection.service';
import { SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { GenerationStore } from '../stores/generation.store';
import { MessagesStore } from '../stores/messages.store';
import { CacheKeeper } from './cache/cache-keeper';
import { CommandLog } from './commands/command-log.service';
import { ConversationRecords } from './conversation-records';
import { DeliveryReports } from './delivery-reports';
import { IncomingEvents } from './incoming-events';
import { ItemSync } from './items/item-sync';
import { OpenTimelines } from './open-timelines';
import { OutboxService } from './outbox.service';
import { PassiveCatchUp } from './passive-catch-up';
import { ReadTracking } from './read-tracking';
import { TabLeader } from './tabs/tab-leader';
import { UsersService } from './users.service';

const retry = { firstMs: 1_000, mostMs: 20_000 };
/** Each answer brings 100 changed conversations; past so many rounds something is wrong, and we begin again. */
const mostRounds = 100;

/** After each connection: join what is open, pull what was missed, and only then say that we are live. */
@Injectable({ providedIn: SessionScope })
export class SyncEngine {
  private readonly timers = inject(SessionTimers);
  private readonly socket = inject(SocketClient);
  private readonly connection = inject(ConnectionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly records = inject(ConversationRecords);
  private readonly incoming = inject(IncomingEvents);
  private readonly open = inject(OpenTimelines);
  private readonly items = inject(ItemSync);
  private readonly outbox = inject(OutboxService);
  private readonly leader = inject(TabLeader);
  private readonly commands = inject(CommandLog);
  private readonly reading = inject(ReadTracking);
  private readonly users = inject(UsersService);
  private readonly keeper = inject(CacheKeeper);
  private readonly deliveries = inject(DeliveryReports);
  private readonly passive = inject(PassiveCatchUp);
  private readonly generation = inject(GenerationStore);
  private cancelRetry: () => void = () => undefined;
  /** Grows with each connection and loss: a sync of an earlier connection stops. */
  private turn = 0;
  private syncedBefore = false;

  /** `knowsPeople`: from the cache, so that their presence is to be asked for. */
  start(knowsPeople = false): void {
    this.syncedBefore = knowsPeople;
    this.incoming.newMessage$.subscribe((message) => this.outbox.confirm(message));
    // Begun anew: an answer that is under way may be older than what was found.
    const doubted$ = this.generation.doubted$.pipe(filter(() => this.socket.connected));
    merge(this.socket.connected$, this.socket.resumed$, doubted$).subscribe(() => this.begin());
    this.socket.lifecycle$.pipe(filter((event) => event === 'lost')).subscribe(() => {
      this.halt();
      this.leader.resign();
    });
  }

  private begin(): void {
    this.halt();
    this.leader.stand();
    this.outbox.resume();
    void this.run(this.turn, 0);
  }

  private halt(): void {
    this.turn += 1;
    this.cancelRetry();
    this.commands.pause();
    this.passive.halt();
  }

  private async run(turn: number, attempt: number): Promise<void> {
    try {
      await this.open.rejoin();
      await this.pullAll(turn);
    } catch (thrown) {
      const { code, retryAfterMs = 0 } = ApiError.from(thrown);
      if (turn !== this.turn || code === 'UNAUTHENTICATED') return;
      const waitMs = Math.max(retryAfterMs, backoffMs(attempt, retry));
      this.cancelRetry = this.timers.after(waitMs, () => void this.run(turn, attempt + 1));
      return;
    }
    if (turn !== this.turn) return;
    this.connection.synced();
    this.commands.resume();
    this.deliveries.flush();
    this.passive.synced();
    // Presence is a signal: nobody repeats what was missed.
    if (this.syncedBefore) this.users.refresh();
    this.syncedBefore = true;
  }

  private async pullAll(turn: number): Promise<void> {
    this.records.syncBegins();
    this.items.begin();
    this.forgetClosed();
    for (let round = 0; round < mostRounds && turn === this.turn; round += 1) {
      const answer = await this.socket.emit('sync', this.request());
      if (turn !== this.turn) return;
      await this.apply(answer);
      const moreItems = this.items.apply(answer.personal);
      this.conversations.setLoaded();
      if (!answer.more && !moreItems) return;
    }
  }

  /** Past 2,000 the least active ones are left out: they are reported in full. */
  private request(): SyncRequest {
    const held = this.conversations.all().slice(0, limits.syncConversations);
    return {
      conversations: held.map(({ id, revision, lastReadSeq }) => ({
        id,
        revision: this.messages.revisionOf(id) ?? revision,
        lastReadSeq,
      })),
      generation: this.generation.present ?? undefined,
      ...this.items.request(),
    };
  }

  private async apply(answer: SyncAnswer): Promise<void> {
    if (this.generation.adopt(answer.generation)) this.beginAnew(answer);
    for (const id of answer.removed) this.records.remove(id);
    for (const { conversation, reset } of answer.changed) if (reset) this.records.reset(conversation);
    this.keeper.queueMessages(answer.changed.flatMap(({ messages }) => messages));
    this.records.mergeSummaries(answer.changed.map(({ conversation }) => conversation));
    for (const { conversationId, lastReadSeq, mentionCount } of answer.markers) {
      this.records.setMarker(conversationId, lastReadSeq, mentionCount);
    }
    for (const id of this.open.conversationIds()) {
      if (this.messages.window(id) === undefined) await this.open.rejoin(id);
      else if (this.records.isBehind(id)) await this.open.catchUp(id);
    }
  }

  /** A backup was restored: what is held, and what was to be told of it, is over. What this person wrote stays. */
  private beginAnew({ changed }: SyncAnswer): void {
    this.reading.forget();
    this.deliveries.clear();
    this.records.forgetAllBut(new Set(changed.map(({ conversation }) => conversation.id)));
  }

  /** What isn't shown is loaded anew when it is opened: cheaper than bringing all of it up to date. */
  private forgetClosed(): void {
    for (const id of this.messages.heldIds()) {
      if (!this.open.isOpen(id)) this.messages.setWindow(id, undefined);
    }
  }
}
