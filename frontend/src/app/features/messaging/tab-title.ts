import { DOCUMENT, Injectable, computed, effect, inject, signal } from '@angular/core';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { NamesService } from '../names/names.service';
import { UnreadStates } from './unread-states.service';

/** The browser's tab: how much is unread, as a number and a dot on the icon, and which page is open. A route's title is a key of the words. */
@Injectable({ providedIn: 'root' })
export class TabTitle extends TitleStrategy {
  private readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly conversations = inject(ConversationsStore);
  private readonly heading = signal<WordKey | null>(null);
  private readonly conversationId = signal<string | null>(null);
  private readonly page = computed(() => {
    const id = this.conversationId();
    const conversation = id === null ? undefined : this.conversations.byId(id)();
    const heading = this.heading();
    if (conversation) {
      const name = this.names.conversation(conversation);
      return conversation.kind === 'channel' ? `#${name}` : name;
    }
    // Which conversation it is may not be known yet.
    if (id !== null) return this.conversations.loaded() ? this.words.t('conversation.missing') : null;
    return heading && this.words.t(heading);
  });

  constructor() {
    super();
    const document = inject(DOCUMENT);
    const session = inject(SessionService);
    const unreadStates = inject(UnreadStates);
    effect(() => {
      const unread = session.user() ? unreadStates.total() : 0;
      const title = [this.page(), this.words.t('app.name')].filter(Boolean).join(' · ');
      document.title = unread > 0 ? `(${unread}) ${title}` : title;
      const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
      if (icon) icon.href = unread > 0 ? 'favicon-unread.svg' : 'favicon.svg';
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    let route = snapshot.root;
    while (route.firstChild) route = route.firstChild;
    this.conversationId.set(route.paramMap.get('conversationId'));
    this.heading.set((this.buildTitle(snapshot) as WordKey | undefined) ?? null);
  }
}
