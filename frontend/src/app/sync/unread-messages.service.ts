import { inject, Injectable } from '@angular/core';
import { limits, type Message, type MessagePage } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { SessionScope } from '../core/session-scope';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { CachedHistory } from './cache/cached-history';

/** What is unread of a conversation that isn't shown: from memory, from the cache, and from the server as the last resort. */
@Injectable({ providedIn: SessionScope })
export class UnreadMessages {
  private readonly api = inject(ApiClient);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly cached = inject(CachedHistory);

  /** The newest 50 at most, ascending. Throws `ApiError`. */
  async load(conversationId: string): Promise<Message[]> {
    const conversation = this.conversations.peek(conversationId);
    if (!conversation || conversation.unreadCount === 0) return [];
    const { lastSeq, lastReadSeq, revision } = conversation;
    const afterSeq = Math.max(lastReadSeq, lastSeq - limits.messagesDefault);
    const whole = (messages: readonly Message[]) => {
      const unread = messages.filter(({ seq }) => seq > afterSeq);
      return unread.length === lastSeq - afterSeq ? unread : null;
    };
    const held = whole(this.messages.window(conversationId)?.messages ?? []);
    if (held) return held;
    const page = await this.cached.page(conversationId, { afterSeq });
    const kept = page && page.revision >= revision ? whole(page.messages) : null;
    if (kept) return kept;
    const { items } = await this.api.get<MessagePage>(`/conversations/${conversationId}/messages`, {
      afterSeq,
      limit: limits.messagesDefault,
    });
    return items;
  }
}
