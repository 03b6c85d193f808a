import { DestroyRef, effect, inject, Injectable } from '@angular/core';
import { ownUserId, SessionScope } from '../../core/session-scope';
import { BrowserStorage } from '../../core/storage';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagingService } from '../../sync/messaging.service';
import { ConversationSections } from './conversation-sections.service';
import { UnreadStates } from './unread-states.service';

const key = 'last-conversation';

interface Kept {
  userId: string;
  conversationId: string;
}

/** Which conversation this person had open last in this browser. Injected, it begins to note it. */
@Injectable({ providedIn: SessionScope })
export class LastConversation {
  private readonly storage = inject(BrowserStorage);
  private readonly ownId = inject(ownUserId);
  private readonly conversations = inject(ConversationsStore);
  private readonly sections = inject(ConversationSections);
  private readonly unreadStates = inject(UnreadStates);

  constructor() {
    const messaging = inject(MessagingService);
    effect(() => {
      const conversationId = messaging.openConversationId();
      if (conversationId) this.storage.write(key, { userId: this.ownId, conversationId } satisfies Kept);
    });
    inject(DestroyRef).onDestroy(() => this.storage.remove(key));
  }

  /**
   * The conversation to open at the start: the last one if it is still there, else the first with something unread, null
   * where there is neither; undefined while that isn't known yet. Reads signals.
   */
  toOpen(): string | null | undefined {
    const shown = this.sections.ordered();
    const kept = this.storage.read<Kept>(key);
    const last = kept?.userId === this.ownId ? kept?.conversationId : undefined;
    if (shown.some((one) => one.id === last)) return last;
    if (!this.conversations.loaded()) return undefined;
    return shown.find((one) => this.unreadStates.isUnread(one))?.id ?? null;
  }
}
