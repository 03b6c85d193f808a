import { DestroyRef, inject, Injectable } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { NamesService } from '../names/names.service';
import { TabTitle, type TitledConversations } from './tab-title';
import { UnreadStates } from './unread-states.service';

/** Shows the session's conversations in the title of the browser's tab. */
@Injectable({ providedIn: SessionScope })
export class ConversationTitles implements TitledConversations {
  private readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly conversations = inject(ConversationsStore);
  readonly unreadCount = inject(UnreadStates).total;

  constructor() {
    inject(DestroyRef).onDestroy(inject(TabTitle).show(this));
  }

  titleOf(conversationId: string): string | null {
    const conversation = this.conversations.byId(conversationId)();
    if (!conversation) return this.conversations.loaded() ? this.words.t('conversation.missing') : null;
    const name = this.names.conversation(conversation);
    return conversation.kind === 'channel' ? `#${name}` : name;
  }
}
