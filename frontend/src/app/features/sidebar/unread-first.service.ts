import { inject, Injectable, linkedSignal, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { BrowserStorage } from '../../core/storage';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagingService } from '../../sync/messaging.service';
import { UnreadStates } from '../messaging/unread-states.service';

const key = 'list.unreadFirst';

/** What stands before all sections where somebody wants what is unread first, in this browser. */
@Injectable({ providedIn: SessionScope })
export class UnreadFirst {
  private readonly storage = inject(BrowserStorage);
  private readonly conversations = inject(ConversationsStore);
  private readonly unreadStates = inject(UnreadStates);
  private readonly open = inject(MessagingService).openConversationId;
  /** Whether the open one was unread when it was opened. */
  private readonly openedUnread = linkedSignal({
    source: this.open,
    computation: (id) => id !== null && untracked(() => this.isUnread(id)),
  });

  private readonly on = signal(this.kept());
  readonly isOn = this.on.asReadonly();

  constructor() {
    this.storage
      .changes(key)
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.on.set(this.kept()));
  }

  toggle(): void {
    this.on.update((before) => !before);
    this.storage.write(key, this.on());
  }

  /** The open one stays where it is while it is read. Reads signals. */
  takes(conversation: ConversationSummary): boolean {
    if (!this.on()) return false;
    if (conversation.id === this.open()) return this.openedUnread();
    return this.unreadStates.isUnread(conversation);
  }

  private kept(): boolean {
    return this.storage.read<boolean>(key) === true;
  }

  private isUnread(id: string): boolean {
    const conversation = this.conversations.peek(id);
    return conversation !== undefined && this.unreadStates.isUnread(conversation);
  }
}
