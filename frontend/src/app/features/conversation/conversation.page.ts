import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  numberAttribute,
  type OnDestroy,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { filter } from 'rxjs';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagesStore } from '../../stores/messages.store';
import { conversationSource } from '../../stores/timeline-source';
import { MessagingService } from '../../sync/messaging.service';
import { IconComponent } from '../../ui/icon.component';
import { StateComponent } from '../../ui/state.component';
import { ConversationMenu } from '../conversation-menu/public';
import { FeatureRegistry } from '../feature/feature-registry';
import { PageOutlet } from '../messaging/frame/page-outlet.directive';
import { PageHeadComponent } from '../messaging/page-head.component';
import { SnackService } from '../messaging/snack.service';
import { Viewport } from '../messaging/viewport.service';
import { NamesService } from '../names/names.service';
import { ArchivedBannerComponent } from './archived-banner.component';
import { ArchivedDraftComponent } from './archived-draft.component';
import { ComposerComponent } from './composer/composer.component';
import { ComposerNotesComponent } from './composer/composer-notes.component';
import { Composing } from './composer/composing.service';
import { TimelineComponent } from './timeline/timeline.component';
import { TypingLineComponent } from './typing-line.component';

/** One open conversation: its head, timeline and composer, and a panel beside them when asked for. */
@Component({
  selector: 'ls-conversation-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    RouterLink,
    PageOutlet,
    IconComponent,
    StateComponent,
    PageHeadComponent,
    ArchivedBannerComponent,
    ArchivedDraftComponent,
    ComposerComponent,
    ComposerNotesComponent,
    TimelineComponent,
    TypingLineComponent,
  ],
  templateUrl: './conversation.page.html',
  styleUrl: './conversation.page.css',
  host: { '(keydown.escape)': 'backOut($event)' },
})
export class ConversationPage implements OnDestroy {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly viewport = inject(Viewport);
  protected readonly menu = inject(ConversationMenu);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly messaging = inject(MessagingService);
  private readonly snack = inject(SnackService);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly composing = inject(Composing);

  readonly conversationId = input.required<string>();
  /** A message to show, by seq: from a copied link. */
  readonly seq = input(null, {
    transform: (value: string | undefined) => (value ? numberAttribute(value, 0) || null : null),
  });

  protected readonly panels = inject(FeatureRegistry).panels;
  /** The path of the panel beside the timeline. */
  protected readonly openPanel = signal<string | null>(null);
  protected readonly source = computed(() => conversationSource(this.conversationId()));
  protected readonly conversation = computed(() => this.conversations.byId(this.conversationId())());
  /** Gone, or never there for this person. */
  protected readonly missing = computed(
    () =>
      this.messages.timeline(this.conversationId())().error?.code === 'NOT_FOUND' ||
      (this.conversations.loaded() && !this.conversation()),
  );
  /** An archived conversation takes no new messages, but what was said in it can be edited. */
  protected readonly editing = computed(() => this.composing.editing(this.conversationId()) !== undefined);
  private readonly timeline = viewChild(TimelineComponent);
  private readonly composer = viewChild(ComposerComponent);

  protected readonly subtitle = computed(() => {
    const conversation = this.conversation();
    if (!conversation) return '';
    const other = this.names.counterpart(conversation);
    const presence = other ? this.names.user(other)?.presence : undefined;
    if (other) return presence ? this.words.t(`presence.full.${presence}`) : '';
    const people = this.words.plural('conversation.participants', conversation.participantCount);
    return [people, this.names.topic(conversation)].filter(Boolean).join(' · ');
  });

  constructor() {
    effect((cleanUp) => {
      const id = this.conversationId();
      untracked(() => {
        this.messaging.joinConversation(id);
        this.composing.resume(id);
      });
      cleanUp(() => this.messaging.leaveConversation(id));
    });
    effect(() => {
      // With a keyboard at hand, writing comes first; a phone keeps its keyboard away until it is asked for.
      const composer = this.composer();
      this.conversationId();
      if (composer && !this.viewport.narrow() && this.seq() === null) composer.focus();
    });
    this.messaging.conversationRemoved$
      .pipe(
        filter((id) => id === this.conversationId()),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.snack.show(this.words.t('conversation.removed'));
        void this.router.navigateByUrl('/');
      });
  }

  ngOnDestroy(): void {
    this.messaging.leaveConversation(this.conversationId());
  }

  protected sent(): void {
    void this.timeline()?.toNewest();
  }

  protected editAgain(): void {
    this.composer()?.resume();
  }

  protected opened(): void {
    this.openPanel.set(this.route.snapshot.firstChild?.routeConfig?.path ?? null);
  }

  /** One step back: the panel, then the newest messages. */
  protected backOut(event: Event): void {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (this.openPanel() !== null) {
      void this.router.navigate(['/c', this.conversationId()]);
    } else {
      void this.timeline()?.toNewest();
      this.composer()?.focus();
    }
  }
}
