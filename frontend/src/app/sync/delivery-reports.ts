import { inject, Injectable } from '@angular/core';
import { isRetryable } from '@litspark/shared-contracts';
import { Subscription } from 'rxjs';
import { ApiError } from '../core/api-error';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import type { MessageWindow } from '../stores/timeline';
import { CacheKeeper } from './cache/cache-keeper';

/** At most one report of a conversation in this time. */
const gatherMs = 1_000;

/** Reports to the server up to where this device has stored everything, once it is stored. */
@Injectable({ providedIn: 'root' })
export class DeliveryReports {
  private readonly socket = inject(SocketClient);
  private readonly session = inject(SessionService);
  private readonly keeper = inject(CacheKeeper);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  /** What the server confirmed. */
  private readonly confirmed = new Map<string, number>();
  /** What isn't reported yet. */
  private readonly targets = new Map<string, number>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private subscription = new Subscription();

  start(): void {
    this.subscription = this.keeper.stored$.subscribe(({ conversationId, window }) =>
      this.consider(conversationId, window),
    );
  }

  stop(): void {
    this.subscription.unsubscribe();
    this.clear();
  }

  /** No report counts any more, sent or waiting. */
  clear(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.targets.clear();
    this.confirmed.clear();
  }

  /** Up to where the server knows this person to have everything; what was read was delivered. */
  deliveredUpTo(conversationId: string): number {
    const me = this.session.user()?.id;
    const own = this.participants.peek(conversationId).find(({ userId }) => userId === me);
    return Math.max(
      own?.lastDeliveredSeq ?? 0,
      this.conversations.peek(conversationId)?.lastReadSeq ?? 0,
      this.confirmed.get(conversationId) ?? 0,
    );
  }

  /** After a connection: what was stored while nothing could be reported. */
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
    if (last.seq <= (this.targets.get(conversationId) ?? 0)) return;
    this.targets.set(conversationId, last.seq);
    this.schedule(conversationId, 0);
  }

  private schedule(conversationId: string, inMs: number): void {
    if (this.timers.has(conversationId)) return;
    this.timers.set(
      conversationId,
      setTimeout(() => void this.report(conversationId), inMs),
    );
  }

  private async report(conversationId: string): Promise<void> {
    const seq = this.targets.get(conversationId);
    let restMs = gatherMs;
    // The timer stays as a mark: what comes during the report waits for the next second.
    if (seq !== undefined && seq > this.deliveredUpTo(conversationId) && this.socket.connected) {
      try {
        const { lastDeliveredSeq } = await this.socket.emit('mark_as_delivered', { conversationId, seq });
        this.confirmed.set(
          conversationId,
          Math.max(lastDeliveredSeq, this.confirmed.get(conversationId) ?? 0),
        );
      } catch (thrown) {
        const { code, retryAfterMs = 0 } = ApiError.from(thrown);
        if (!isRetryable(code)) this.targets.delete(conversationId);
        restMs = Math.max(gatherMs, retryAfterMs);
      }
    }
    if (!this.timers.has(conversationId)) return;
    this.timers.set(
      conversationId,
      setTimeout(() => this.settle(conversationId), restMs),
    );
  }

  private settle(conversationId: string): void {
    this.timers.delete(conversationId);
    const target = this.targets.get(conversationId) ?? 0;
    if (target <= this.deliveredUpTo(conversationId)) this.targets.delete(conversationId);
    // Cut off, the next connection goes on.
    else if (this.socket.connected) this.schedule(conversationId, 0);
  }
}
