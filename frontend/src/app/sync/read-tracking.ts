import { effect, inject, Injectable, untracked } from '@angular/core';
import { PageVisibility } from '../core/page-visibility';
import { ConversationsStore } from '../stores/conversations.store';
import { CommandLog } from './commands/command-log.service';
import { ReadMarks } from './commands/kinds/read-marks';
import { OpenConversation } from './open-conversation';

/** What this person has read: only what was in view, in a visible and focused window, of the open conversation. */
@Injectable({ providedIn: 'root' })
export class ReadTracking {
  private readonly page = inject(PageVisibility);
  private readonly conversations = inject(ConversationsStore);
  private readonly log = inject(CommandLog);
  private readonly marks = inject(ReadMarks);
  private readonly open = inject(OpenConversation);
  /** In view while nobody was looking: read as soon as somebody looks, if it is still open. */
  private unwatched: { conversationId: string; seq: number } | null = null;

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

  /** Only ever forward; shown at once, told to the server a moment later. */
  markAsRead(conversationId: string, seq: number): void {
    const conversation = this.conversations.peek(conversationId);
    if (!conversation || seq <= conversation.lastReadSeq) return;
    this.log.add(this.marks, { conversationId, seq });
  }

  /** What was read was of a past that is over: the server needn't hear of it. */
  forget(): void {
    this.clear();
    for (const { id } of this.log.of(this.marks)) this.log.drop(id);
  }

  clear(): void {
    this.unwatched = null;
  }
}
