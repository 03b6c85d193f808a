import { effect, inject, Injectable, untracked } from '@angular/core';
import { isRetryable } from '@litspark/shared-contracts';
import { ApiError } from '../core/api-error';
import { PageVisibility } from '../core/page-visibility';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { ConversationRecords } from './conversation-records';
import { OpenConversation } from './open-conversation';

/** Scrolling passes many messages: the server hears of the last one. */
const gatherMs = 250;
/** Until the next try where the server refused without saying for how long. */
const refusedMs = 3_000;

/** What this person has read: only what was in view, in a visible and focused window, of the open conversation. */
@Injectable({ providedIn: 'root' })
export class ReadTracking {
  private readonly page = inject(PageVisibility);
  private readonly socket = inject(SocketClient);
  private readonly conversations = inject(ConversationsStore);
  private readonly records = inject(ConversationRecords);
  private readonly open = inject(OpenConversation);
  /** In view while nobody was looking: read as soon as somebody looks, if it is still open. */
  private unwatched: { conversationId: string; seq: number } | null = null;
  /** What the server hasn't confirmed yet. */
  private readonly targets = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const openId = this.open.id();
      if (this.unwatched && this.unwatched.conversationId !== openId) this.unwatched = null;
      if (!this.page.watched() || !this.unwatched) return;
      const { conversationId, seq } = this.unwatched;
      untracked(() => this.seen(conversationId, seq));
    });
  }

  /** A message of the open conversation lies in the viewport, `seq` the latest of them. */
  seen(conversationId: string, seq: number): void {
    if (conversationId !== this.open.id()) return;
    if (this.page.watched()) {
      this.unwatched = null;
      this.markAsRead(conversationId, seq);
    } else if (this.unwatched?.conversationId !== conversationId || seq > this.unwatched.seq) {
      this.unwatched = { conversationId, seq };
    }
  }

  /** Only ever forward; shown at once, told to the server a moment later, and again after a reconnection. */
  markAsRead(conversationId: string, seq: number): void {
    const conversation = this.conversations.peek(conversationId);
    if (!conversation || seq <= conversation.lastReadSeq) return;
    this.records.moveOwnMarker(conversationId, Math.min(seq, conversation.lastSeq));
    this.targets.set(conversationId, seq);
    this.timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  /** Tells the server what it hasn't confirmed. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [conversationId, seq] of this.targets) void this.tell(conversationId, seq);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.targets.clear();
    this.unwatched = null;
  }

  private async tell(conversationId: string, seq: number): Promise<void> {
    try {
      const { lastReadSeq } = await this.socket.emit('mark_as_read', { conversationId, seq });
      this.records.moveOwnMarker(conversationId, lastReadSeq);
    } catch (thrown) {
      const error = ApiError.from(thrown);
      // Kept unless the server will never take it: cut off, for the next connection.
      if (isRetryable(error.code)) {
        if (!error.offline) this.timer ??= setTimeout(() => this.flush(), error.retryAfterMs ?? refusedMs);
        return;
      }
    }
    if (this.targets.get(conversationId) === seq) this.targets.delete(conversationId);
  }
}
