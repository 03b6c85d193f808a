import { inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { isRetryable } from '@litspark/shared-contracts';
import { filter } from 'rxjs';
import { ApiError } from '../core/api-error';
import { ownUserId, SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { SocketClient } from '../core/socket-client';
import { TabChannel } from '../core/tab-channel';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import type { MessageWindow } from '../stores/timeline';
import { CacheKeeper } from './cache/cache-keeper';
import { TabLeader } from './tabs/tab-leader';

/** At most one report of a conversation in this time. */
const gatherMs = 1_000;

/**
 * Reports to the server up to where this device has stored everything, once it is stored: each tab tells the others what it
 * has stored, and the one that leads reports it.
 */
@Injectable({ providedIn: SessionScope })
export class DeliveryReports {
  private readonly socket = inject(SocketClient);
  private readonly ownId = inject(ownUserId);
  private readonly timers = inject(SessionTimers);
  private readonly tabs = inject(TabChannel);
  private readonly leader = inject(TabLeader);
  private readonly keeper = inject(CacheKeeper);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  /** What the server confirmed. */
  private readonly confirmed = new Map<string, number>();
  /** What isn't reported yet. */
  private readonly targets = new Map<string, number>();
  /** Those that wait for their time, or for an answer: what cancels each. */
  private readonly resting = new Map<string, () => void>();

  constructor() {
    this.keeper.stored$.subscribe(({ conversationId, window }) => this.consider(conversationId, window));
    this.tabs
      .on('delivery')
      .pipe(
        filter(({ userId }) => userId === this.ownId),
        takeUntilDestroyed(),
      )
      .subscribe(({ conversationId, seq, isReported }) => {
        if (isReported) this.confirm(conversationId, seq);
        else this.aim(conversationId, seq);
      });
    this.leader.leads$.pipe(filter((leads) => leads)).subscribe(() => this.flush());
  }

  /** No report counts any more, sent or waiting. */
  clear(): void {
    for (const cancel of this.resting.values()) cancel();
    this.resting.clear();
    this.targets.clear();
    this.confirmed.clear();
  }

  /** Up to where the server knows this person to have everything; what was read was delivered. */
  deliveredUpTo(conversationId: string): number {
    const own = this.participants.peek(conversationId).find(({ userId }) => userId === this.ownId);
    return Math.max(
      own?.lastDeliveredSeq ?? 0,
      this.conversations.peek(conversationId)?.lastReadSeq ?? 0,
      this.confirmed.get(conversationId) ?? 0,
    );
  }

  /** After a connection, or the tab that led before: what was stored while nothing could be reported. */
  flush(): void {
    void this.keeper.flush().then(() => {
      for (const id of this.messages.heldIds()) {
        const window = this.messages.window(id);
        if (window) this.consider(id, window);
      }
      for (const id of this.targets.keys()) this.schedule(id, 0);
    });
  }

  private consider(conversationId: string, { messages }: MessageWindow): void {
    const [first, last] = [messages[0], messages.at(-1)];
    const delivered = this.deliveredUpTo(conversationId);
    // Past a hole it is not everything.
    if (!first || !last || last.seq <= delivered || first.seq > delivered + 1) return;
    if (!this.aim(conversationId, last.seq) || this.leader.leads) return;
    this.tabs.post('delivery', { userId: this.ownId, conversationId, seq: last.seq, isReported: false });
  }

  /** To be reported up to there; false where that is known. */
  private aim(conversationId: string, seq: number): boolean {
    if (seq <= Math.max(this.deliveredUpTo(conversationId), this.targets.get(conversationId) ?? 0))
      return false;
    this.targets.set(conversationId, seq);
    this.schedule(conversationId, 0);
    return true;
  }

  private confirm(conversationId: string, seq: number): void {
    this.confirmed.set(conversationId, Math.max(seq, this.confirmed.get(conversationId) ?? 0));
  }

  private schedule(conversationId: string, inMs: number): void {
    if (this.resting.has(conversationId) || !this.leader.leads) return;
    const report = () => void this.report(conversationId);
    this.resting.set(conversationId, this.timers.after(inMs, report));
  }

  private async report(conversationId: string): Promise<void> {
    const seq = this.targets.get(conversationId);
    let restMs = gatherMs;
    // It counts as resting: what comes during the report waits for the next second.
    const isDue = seq !== undefined && seq > this.deliveredUpTo(conversationId);
    if (isDue && this.leader.leads && this.socket.connected) {
      try {
        const { lastDeliveredSeq } = await this.leader.during(
          this.socket.emit('mark_as_delivered', { conversationId, seq }),
        );
        this.confirm(conversationId, lastDeliveredSeq);
        const reported = { conversationId, seq: lastDeliveredSeq, isReported: true };
        this.tabs.post('delivery', { userId: this.ownId, ...reported });
      } catch (thrown) {
        const { code, retryAfterMs = 0 } = ApiError.from(thrown);
        if (!isRetryable(code)) this.targets.delete(conversationId);
        restMs = Math.max(gatherMs, retryAfterMs);
      }
    }
    if (!this.resting.has(conversationId)) return;
    const settle = () => this.settle(conversationId);
    this.resting.set(conversationId, this.timers.after(restMs, settle));
  }

  private settle(conversationId: string): void {
    this.resting.delete(conversationId);
    const target = this.targets.get(conversationId) ?? 0;
    if (target <= this.deliveredUpTo(conversationId)) this.targets.delete(conversationId);
    // Cut off, the next connection goes on.
    else if (this.socket.connected) this.schedule(conversationId, 0);
  }
}
