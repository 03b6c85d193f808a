import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { type ConversationSummary, personRank, type User } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { DirectoryService } from '../../sync/directory.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import type { SwitcherEntry } from '../feature/feature';
import { FeatureRegistry } from '../feature/feature-registry';
import type { KeysAhead } from '../messaging/keys-ahead';
import { pagedSearch } from '../messaging/paged-search';
import { SnackService } from '../messaging/snack.service';
import { UnreadStates } from '../messaging/unread-states.service';
import { ConversationFaceComponent } from '../names/conversation-face.component';
import { matches } from '../names/text-match';
import { NamesService } from '../names/names.service';

/** Shown of each at first, and how many more each time. */
const shownFirst = { conversations: 8, people: 5 };
const shownMore = 20;

type Result =
  | { kind: 'conversation'; id: string; conversation: ConversationSummary }
  | { kind: 'person'; id: string; user: User }
  | { kind: 'more'; id: 'conversations' | 'people'; name: WordKey }
  | { kind: 'page'; id: string; page: SwitcherEntry };

const moreConversations: Result = { kind: 'more', id: 'conversations', name: 'switcher.moreConversations' };
const morePeople: Result = { kind: 'more', id: 'people', name: 'switcher.morePeople' };

/** Goes anywhere by a few letters: conversations, people, pages. */
@Component({
  selector: 'ls-quick-switcher',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent, ConversationFaceComponent],
  templateUrl: './quick-switcher.component.html',
  styleUrl: './quick-switcher.component.css',
  host: {
    // The field keeps the focus and has the keys; the pointer picks an option.
    '(click)': 'pick($event)',
    '[class.own-page]': '!isDialog',
  },
})
export class QuickSwitcherComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly unreadStates = inject(UnreadStates);
  /** Absent on a page of its own. */
  private readonly dialog = inject(DialogRef, { optional: true });
  private readonly session = inject(SessionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly directory = inject(DirectoryService);
  private readonly actions = inject(ConversationActionsService);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);
  private readonly router = inject(Router);
  private readonly pages = inject(FeatureRegistry).switcher;
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  protected readonly isDialog = this.dialog !== null;
  protected readonly search = pagedSearch<User>(async (query, cursor) =>
    query ? this.directory.search(query, cursor, shownMore) : { items: [], nextCursor: null },
  );
  protected readonly active = signal(0);
  private readonly shown = signal(shownFirst);

  private readonly conversationsFound = computed(() => {
    const query = this.search.query();
    return this.conversations
      .all()
      .flatMap((conversation) => {
        const rank = personRank({ displayName: this.names.conversation(conversation), email: '' }, query);
        return rank === null ? [] : [{ conversation, rank }];
      })
      .sort((a, b) => a.rank - b.rank)
      .map(({ conversation }) => conversation);
  });

  protected readonly results = computed<Result[]>(() => {
    const { conversations, people } = this.shown();
    const query = this.search.query();
    const found = this.conversationsFound().slice(0, conversations);
    const known = new Set([...found.map((one) => this.names.counterpart(one)), this.session.user()?.id]);
    const persons = query.trim() ? (this.search.items() ?? []).filter((user) => !known.has(user.id)) : [];
    const hasMore = {
      conversations: this.conversationsFound().length > conversations,
      people: persons.length > people || (query.trim() !== '' && this.search.hasMore()),
    };
    return [
      ...found.map((conversation): Result => ({ kind: 'conversation', id: conversation.id, conversation })),
      ...(hasMore.conversations ? [moreConversations] : []),
      ...persons
        .slice(0, people)
        .map((user): Result => ({ kind: 'person', id: user.id, user: this.names.current(user) })),
      ...(hasMore.people ? [morePeople] : []),
      ...this.pages()
        .filter((page) => matches(this.words.t(page.label), query))
        .map((page): Result => ({ kind: 'page', id: page.url, page })),
    ];
  });

  constructor() {
    const keys = inject<KeysAhead>(DIALOG_DATA, { optional: true });
    if (!keys) return;
    afterNextRender(() => {
      this.field().nativeElement.focus();
      this.search.set(keys.take());
    });
    inject(DestroyRef).onDestroy(() => void keys.take());
  }

  protected type(event: Event): void {
    this.search.type(event);
    this.active.set(0);
    this.shown.set(shownFirst);
  }

  protected key(event: KeyboardEvent): void {
    const count = this.results().length;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && count > 0) {
      this.active.update((index) => (index + by + count) % count);
      document.getElementById(`result-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      const result = this.results()[this.active()];
      if (result) void this.go(result);
    } else {
      return;
    }
    event.preventDefault();
  }

  protected pick(event: Event): void {
    const option = (event.target as HTMLElement).closest<HTMLElement>('[data-option]');
    const result = option && this.results()[Number(option.dataset['option'])];
    if (result) void this.go(result);
  }

  protected async go(result: Result): Promise<void> {
    if (result.kind === 'more') return this.showMore(result.id);
    this.dialog?.close();
    if (result.kind === 'page') return void this.router.navigateByUrl(result.page.url);
    try {
      const id = result.kind === 'person' ? (await this.actions.createDirect(result.id)).id : result.id;
      await this.router.navigate(['/c', id]);
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    }
  }

  /** Those who come stand where the option for more was: the choice stays there. */
  private async showMore(of: 'conversations' | 'people'): Promise<void> {
    if (of === 'people') await this.search.more();
    this.shown.update((shown) => ({ ...shown, [of]: shown[of] + shownMore }));
  }
}
