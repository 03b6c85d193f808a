import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { ConversationSummary, User } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { DirectoryService } from '../../sync/directory.service';
import { AvatarComponent } from '../../ui/avatar.component';
import type { IconName } from '../../ui/icon-paths';
import { IconComponent } from '../../ui/icon.component';
import { SnackService } from '../messaging/snack.service';
import { ConversationFaceComponent } from '../names/conversation-face.component';
import { matches } from '../names/fold';
import { NamesService } from '../names/names.service';

/** Typing pauses this long before the directory is asked, in milliseconds. */
const pauseMs = 150;
const conversationsShown = 8;
const peopleShown = 5;

type Place =
  | { kind: 'conversation'; id: string; conversation: ConversationSummary }
  | { kind: 'person'; id: string; user: User }
  | { kind: 'page'; id: string; name: WordKey; icon: IconName; url: string };

const pages: { name: WordKey; icon: IconName; url: string }[] = [
  { name: 'new.heading', icon: 'square-pen', url: '/new' },
  { name: 'channels.browse', icon: 'compass', url: '/channels' },
  { name: 'settings.heading', icon: 'settings', url: '/settings' },
];

/** Goes anywhere by a few letters: conversations, people, pages. */
@Component({
  selector: 'ls-quick-switcher',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent, ConversationFaceComponent],
  templateUrl: './quick-switcher.component.html',
  styleUrl: './quick-switcher.component.css',
  // The field keeps the focus and has the keys; the pointer picks an option.
  host: { '(click)': 'pick($event)' },
})
export class QuickSwitcherComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  private readonly dialog = inject(DialogRef);
  private readonly session = inject(SessionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly directory = inject(DirectoryService);
  private readonly actions = inject(ConversationActionsService);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);
  private readonly router = inject(Router);

  protected readonly query = signal('');
  protected readonly active = signal(0);
  private readonly found = signal<readonly User[]>([]);

  protected readonly places = computed<Place[]>(() => {
    const query = this.query();
    const shown = this.conversations
      .all()
      .filter((one) => matches(this.names.conversation(one), query))
      .slice(0, conversationsShown);
    const known = new Set(shown.map((one) => this.names.counterpart(one)));
    const people = this.found().filter((user) => !known.has(user.id) && user.id !== this.session.user()?.id);
    return [
      ...shown.map((conversation): Place => ({ kind: 'conversation', id: conversation.id, conversation })),
      ...people
        .slice(0, peopleShown)
        .map((user): Place => ({ kind: 'person', id: user.id, user: this.names.current(user) })),
      ...pages
        .filter((page) => matches(this.words.t(page.name), query))
        .map((page): Place => ({ kind: 'page', id: page.url, ...page })),
    ];
  });

  constructor() {
    effect((cleanUp) => {
      const query = this.query().trim();
      if (!query) return this.found.set([]);
      let current = true;
      const timer = setTimeout(() => {
        // Without an answer the conversations are still there to choose from.
        this.directory.search(query, undefined, 10).then(
          (page) => current && this.found.set(page.items),
          () => undefined,
        );
      }, pauseMs);
      cleanUp(() => {
        current = false;
        clearTimeout(timer);
      });
    });
  }

  protected type(event: Event): void {
    this.query.set((event.target as HTMLInputElement).value);
    this.active.set(0);
  }

  protected key(event: KeyboardEvent): void {
    const count = this.places().length;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && count > 0) {
      this.active.update((index) => (index + by + count) % count);
      document.getElementById(`place-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      const place = this.places()[this.active()];
      if (place) void this.go(place);
    } else {
      return;
    }
    event.preventDefault();
  }

  protected pick(event: Event): void {
    const option = (event.target as HTMLElement).closest<HTMLElement>('[data-option]');
    const place = option && this.places()[Number(option.dataset['option'])];
    if (place) void this.go(place);
  }

  protected async go(place: Place): Promise<void> {
    this.dialog.close();
    if (place.kind === 'page') return void this.router.navigateByUrl(place.url);
    try {
      const id = place.kind === 'person' ? (await this.actions.createDirect(place.id)).id : place.id;
      await this.router.navigate(['/c', id]);
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    }
  }
}
