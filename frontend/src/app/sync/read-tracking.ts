import { effect, inject, Injectable, untracked } from '@angular/core';
import { PageVisibility } from '../core/page-visibility';
import { SessionScope } from '../core/session-scope';
import { ConversationsStore } from '../stores/conversations.store';
import { CommandLog } from './commands/command-log.service';
import { ReadMarks } from './commands/kinds/read-marks';
import { OpenTimelines } from './open-timelines';

/** What this person has read: only what was in view, in a visible and focused window, of an open conversation. */
@Injectable({ providedIn: SessionScope })
export class ReadTracking {
  private readonly page = inject(PageVisibility);
  private readonly conversations = inject(ConversationsStore);
  private readonly log = inject(CommandLog);
  private readonly marks = inject(ReadMarks);
  private readonly open = inject(OpenTimelines);
  /** The latest in view of each while nobody was looking: read as soon as somebody looks, if it is still open. */
  private readonly unwatched = new Map<string, number>();

  constructor() {
    effect(() => {
      const open = this.open.conversationIds();
      for (const id of this.unwatched.keys()) if (!open.includes(id)) this.unwatched.delete(id);
      if (!this.page.watched()) return;
      for (const [id, seq] of this.unwatched) untracked(() => this.seen(id, seq));
    });
  }

  /** A message of an open conversation lies in the viewport, `seq` the latest of them. */
  seen(conversationId: string, seq: number): void {
    if (!this.open.isOpen(conversationId)) return;
    if (this.page.watched()) {
      this.unwatched.delete(conversationId);
      this.markAsRead(conversationId, seq);
    } else {
      this.unwatched.set(conversationId, Math.max(seq, this.unwatched.get(conversationId) ?? 0));
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
    this.unwatched.clear();
    for (const { id } of this.log.of(this.marks)) this.log.drop(id);
  }
}
