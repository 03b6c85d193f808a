import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter } from 'rxjs';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import { LocalCache } from '../../sync/cache/local-cache';
import { MessagingService } from '../../sync/messaging.service';
import { ConversationListComponent } from '../conversation-list/public';
import { FeatureStart } from '../feature/feature-start.service';
import { NotificationsService } from '../notifications/public';
import { AnnouncementsComponent } from './announcer';
import { LastConversation } from './last-conversation.service';
import { closeAtSessionEnd } from './close-at-session-end';
import { MessageLinks } from './message-links.service';
import { SnackComponent } from './snack.component';
import { SnackService } from './snack.service';
import { ShortcutsService } from './shortcuts.service';
import { Viewport } from './viewport.service';

const leastWidth = 260;
const mostWidth = 480;

/** The frame of everything after sign-in: the list beside what is open; one of the two when narrow. */
@Component({
  selector: 'ls-messaging-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterOutlet, AnnouncementsComponent, ConversationListComponent, SnackComponent],
  host: {
    '(document:keydown)': 'shortcuts.handle($event)',
    '(document:click)': 'links.follow($event)',
    '[style.--list-width]': "preferences.listWidth() + 'px'",
  },
  template: `
    <a class="skip-link" href="#content" (click)="skip($event)">{{ words.t('app.skip') }}</a>
    @if (!viewport.narrow() || atList()) {
      <ls-conversation-list />
    }
    @if (!viewport.narrow()) {
      <div
        class="resizer"
        role="separator"
        tabindex="0"
        aria-orientation="vertical"
        [attr.aria-label]="words.t('list.resize')"
        [attr.aria-valuenow]="preferences.listWidth()"
        [attr.aria-valuemin]="leastWidth"
        [attr.aria-valuemax]="mostWidth"
        (pointerdown)="drag($event)"
        (keydown.arrowleft)="resize(preferences.listWidth() - 16)"
        (keydown.arrowright)="resize(preferences.listWidth() + 16)"
      ></div>
    }
    <main id="content" tabindex="-1" [hidden]="viewport.narrow() && atList()"><router-outlet /></main>
    <ls-announcements />
    <ls-snack />
  `,
  styleUrl: './messaging.page.css',
})
export class MessagingPage {
  protected readonly words = inject(WordsService);
  protected readonly preferences = inject(PreferencesService);
  protected readonly viewport = inject(Viewport);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly links = inject(MessageLinks);
  private readonly router = inject(Router);
  private readonly url = signal(this.router.url);
  protected readonly atList = computed(() => (this.url().split(/[?#]/)[0] ?? '') === '/');
  protected readonly leastWidth = leastWidth;
  protected readonly mostWidth = mostWidth;

  constructor() {
    // They begin to work when somebody is signed in.
    inject(MessagingService);
    inject(NotificationsService);
    inject(FeatureStart);
    inject(LastConversation);
    closeAtSessionEnd();
    const cache = inject(LocalCache);
    const snack = inject(SnackService);
    effect(() => {
      if (cache.rebuilt() > 0) untracked(() => snack.show(this.words.t('cache.rebuilt')));
    });
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe((event) => this.url.set(event.urlAfterRedirects));
  }

  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('content')?.focus();
  }

  protected resize(width: number): void {
    this.preferences.setListWidth(Math.min(mostWidth, Math.max(leastWidth, Math.round(width))));
  }

  protected drag(start: PointerEvent): void {
    const handle = start.target as HTMLElement;
    handle.setPointerCapture(start.pointerId);
    const move = (event: PointerEvent) => this.resize(event.clientX);
    const stop = () => handle.removeEventListener('pointermove', move);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', stop, { once: true });
  }
}
