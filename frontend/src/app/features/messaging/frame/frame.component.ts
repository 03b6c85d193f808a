import { ChangeDetectionStrategy, Component, effect, inject, untracked } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { LocalCache } from '../../../sync/cache/local-cache';
import { MessagingService } from '../../../sync/messaging.service';
import { ConversationListComponent } from '../../conversation-list/public';
import { FeatureStart } from '../../feature/feature-start.service';
import { NotificationsService } from '../../notifications/public';
import { AnnouncementsComponent } from '../announcer';
import { BottomBarComponent } from './bottom-bar.component';
import { Frame } from './frame.service';
import { ListColumnComponent } from './list-column.component';
import { PageOutlet } from './page-outlet.directive';
import { RailComponent } from './rail.component';
import { ResizerComponent } from './resizer.component';
import { LastConversation } from '../last-conversation.service';
import { ConversationTitles } from '../conversation-titles.service';
import { MessageLinks } from '../message-links.service';
import { SnackComponent } from '../snack.component';
import { SnackService } from '../snack.service';
import { ShortcutsService } from '../shortcuts.service';

/** The frame of everything after sign-in: the rail, the list and what is open; one of the latter two when narrow. */
@Component({
  selector: 'ls-frame',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    PageOutlet,
    AnnouncementsComponent,
    BottomBarComponent,
    ConversationListComponent,
    ListColumnComponent,
    RailComponent,
    ResizerComponent,
    SnackComponent,
  ],
  host: {
    '(document:keydown)': 'shortcuts.handle($event)',
    '(document:click)': 'links.follow($event)',
    '[style.--list-width]': "frame.listWidth() + 'px'",
  },
  template: `
    <a class="skip-link" href="#content" (click)="skip($event)">{{ words.t('app.skip') }}</a>
    @if (frame.showsRail()) {
      <ls-rail />
    }
    @if (frame.showsList()) {
      @if (frame.list(); as list) {
        <ls-list-column [list]="list" />
      } @else {
        <ls-conversation-list />
      }
    }
    @if (frame.resizable()) {
      <ls-resizer />
    }
    <main id="content" tabindex="-1" [hidden]="!frame.showsPage()"><router-outlet /></main>
    @if (frame.showsBar()) {
      <ls-bottom-bar />
    }
    <ls-announcements />
    <ls-snack />
  `,
  styleUrl: './frame.component.css',
})
export class FrameComponent {
  protected readonly words = inject(WordsService);
  protected readonly frame = inject(Frame);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly links = inject(MessageLinks);

  constructor() {
    // They begin to work when somebody is signed in.
    inject(MessagingService);
    inject(NotificationsService);
    inject(FeatureStart);
    inject(LastConversation);
    inject(ConversationTitles);
    const cache = inject(LocalCache);
    const snack = inject(SnackService);
    effect(() => {
      if (cache.rebuilt() > 0) untracked(() => snack.show(this.words.t('cache.rebuilt')));
    });
  }

  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('content')?.focus();
  }
}
