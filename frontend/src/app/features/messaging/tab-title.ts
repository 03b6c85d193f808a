import { DOCUMENT, Injectable, effect, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';

/** How much is unread, on the browser's tab: a number in the title and a dot on the icon. */
@Injectable({ providedIn: 'root' })
export class TabTitle {
  constructor() {
    const document = inject(DOCUMENT);
    const words = inject(WordsService);
    const session = inject(SessionService);
    const conversations = inject(ConversationsStore);
    effect(() => {
      const unread = session.user() ? conversations.totalUnread() : 0;
      document.title = unread > 0 ? words.t('app.unread', { count: unread }) : words.t('app.name');
      const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
      if (icon) icon.href = unread > 0 ? 'favicon-unread.svg' : 'favicon.svg';
    });
  }
}
