import { afterNextRender, effect, inject, Injectable, Injector, untracked } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { ConnectionService } from '../../core/connection.service';
import { SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { Items } from '../../sync/items/items.service';
import { MessagingService } from '../../sync/messaging.service';

/** A person’s notes that conversations are unread, on all their devices: until they next open them. */
@Injectable({ providedIn: SessionScope })
export class UnreadNotes {
  private readonly items = inject(Items);
  private readonly messaging = inject(MessagingService);
  private readonly connection = inject(ConnectionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly injector = inject(Injector);
  private readonly all = this.items.all('marked_unread');
  /** The open one was opened before it was known what other devices noted. */
  private openedBlindly = false;

  constructor() {
    effect(() => {
      const id = this.messaging.openConversationId();
      untracked(() => this.opened(id));
    });
    effect(() => {
      if (!this.connection.connected() || !this.openedBlindly) return;
      this.openedBlindly = false;
      untracked(() => this.forget(this.messaging.openConversationId()));
    });
  }

  /** The seq from which a conversation was noted to be unread; undefined where it wasn't. Reads a signal. */
  fromSeq(conversationId: string): number | undefined {
    return this.all().get(conversationId)?.fromSeq;
  }

  /** Shows a conversation as unread from a message on. */
  mark(conversationId: string, fromSeq: number): void {
    // It is the latest that this person wants of it.
    if (conversationId === untracked(this.messaging.openConversationId)) this.openedBlindly = false;
    this.items.put('marked_unread', conversationId, { fromSeq });
  }

  unmark(conversationId: string): void {
    if (untracked(() => this.fromSeq(conversationId)) !== undefined) {
      this.items.remove('marked_unread', conversationId);
    }
  }

  /** All of it is read. */
  markRead({ id, lastSeq }: Pick<ConversationSummary, 'id' | 'lastSeq'>): void {
    this.unmark(id);
    this.messaging.markAsRead(id, lastSeq);
  }

  private opened(id: string | null): void {
    this.openedBlindly = id !== null && !this.connection.connected();
    this.forget(id);
  }

  /** Once the timeline has begun where the unread begins. */
  private forget(id: string | null): void {
    if (id === null) return;
    afterNextRender(
      () => {
        const isKnown = this.conversations.peek(id) !== undefined;
        if (isKnown && untracked(this.messaging.openConversationId) === id) this.unmark(id);
      },
      { injector: this.injector },
    );
  }
}
