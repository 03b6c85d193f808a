import { DOCUMENT, Injectable, computed, effect, inject, signal } from '@angular/core';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';

/** What a session tells the tab of its conversations. Reads signals. */
export interface TitledConversations {
  /** What a conversation is called; null as long as it isn't known whether there is one. */
  titleOf(conversationId: string): string | null;
  unreadCount(): number;
}

/**
 * The browser's tab: how much is unread, as a number and a dot on the icon, and which page is open. A route's title is a
 * key of the words. Outlives sessions: it knows of conversations only while a session shows it some.
 */
@Injectable({ providedIn: 'root' })
export class TabTitle extends TitleStrategy {
  private readonly words = inject(WordsService);
  private readonly heading = signal<WordKey | null>(null);
  private readonly conversationId = signal<string | null>(null);
  private readonly conversations = signal<TitledConversations | null>(null);
  private readonly page = computed(() => {
    const id = this.conversationId();
    const heading = this.heading();
    if (id !== null) return this.conversations()?.titleOf(id) ?? null;
    return heading && this.words.t(heading);
  });

  constructor() {
    super();
    const document = inject(DOCUMENT);
    effect(() => {
      const unread = this.conversations()?.unreadCount() ?? 0;
      const title = [this.page(), this.words.t('app.name')].filter(Boolean).join(' · ');
      document.title = unread > 0 ? `(${unread}) ${title}` : title;
      const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
      if (icon) icon.href = unread > 0 ? 'favicon-unread.svg' : 'favicon.svg';
    });
  }

  /** Shows these until the function it gives is called. */
  show(conversations: TitledConversations): () => void {
    this.conversations.set(conversations);
    return () => this.conversations.update((shown) => (shown === conversations ? null : shown));
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    let route = snapshot.root;
    while (route.firstChild) route = route.firstChild;
    this.conversationId.set(route.paramMap.get('conversationId'));
    this.heading.set((this.buildTitle(snapshot) as WordKey | undefined) ?? null);
  }
}
