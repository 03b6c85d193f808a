import { computed, inject, Injectable, untracked } from '@angular/core';
import { mentionedUserIds, type Message } from '@litspark/shared-contracts';
import { PageVisibility } from '../../core/page-visibility';
import { ownUserId, SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagesStore } from '../../stores/messages.store';
import { MessageAnswers } from '../../sync/message-answers';
import { MessagingService } from '../../sync/messaging.service';
import { UnreadStates } from '../messaging/unread-states.service';
import { type Attention, isOnScreen, shouldNotify } from './should-notify';

/** Decides of each message whether it is worth a notification. What conversations tell of is up to the unread rules. */
@Injectable({ providedIn: SessionScope })
export class NotificationDecision {
  private readonly ownId = inject(ownUserId);
  private readonly page = inject(PageVisibility);
  private readonly messaging = inject(MessagingService);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly answers = inject(MessageAnswers);
  private readonly unreadStates = inject(UnreadStates);

  /** The conversation that somebody looks at; null for none. */
  readonly onScreen = computed(() => (this.page.watched() ? this.messaging.openConversationId() : null));

  isOnScreen({ conversationId }: Message): boolean {
    return isOnScreen(conversationId, this.attention(conversationId));
  }

  mentionsMe({ body }: Message): boolean {
    return mentionedUserIds(body).includes(this.ownId);
  }

  /** By what this device holds. `isMention`: the server says so. */
  isWorthy(message: Message, isMention = false): boolean {
    return shouldNotify(
      message,
      this.attention(message.conversationId),
      isMention || this.mentionsMe(message),
    );
  }

  /** Where mentions alone are worth one, so is an answer to what this person wrote: that may have to be asked for. */
  async isWorthyAnswer(message: Message): Promise<boolean> {
    return this.isWorthy(message, true) && (await this.answersMe(message)) && this.isWorthy(message, true);
  }

  private async answersMe({ conversationId, replyToId }: Message): Promise<boolean> {
    if (replyToId === null) return false;
    const held = this.messages.window(conversationId)?.messages.find(({ id }) => id === replyToId);
    const answered = held ?? (await this.answers.get(conversationId, replyToId).catch(() => null));
    return answered?.senderId === this.ownId;
  }

  private attention(conversationId: string): Attention {
    const conversation = this.conversations.peek(conversationId);
    return {
      ownId: this.ownId,
      openConversationId: this.messaging.openConversationId(),
      watched: this.page.watched(),
      // Nothing is known of it: nothing is unread.
      lastReadSeq: conversation?.lastReadSeq ?? 0,
      tells: conversation ? untracked(() => this.unreadStates.of(conversation).tells) : 'all',
    };
  }
}
