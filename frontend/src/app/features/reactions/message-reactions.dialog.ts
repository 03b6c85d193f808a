import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import type { ReactionPage } from '@litspark/shared-contracts';
import { ApiError } from '../../core/api-error';
import { Clock } from '../../core/clock';
import { momentName, preciseTime } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { MessagesStore } from '../../stores/messages.store';
import { ReactionLists } from './sync/reaction-lists.service';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import { NamesService } from '../names/names.service';
import type { MessagePanel } from '../message-panel/message-panel';
import { PageStateComponent } from '../message-panel/page-state.component';
import { PersonRowComponent } from '../message-panel/person-row.component';

/** Everybody who reacted to a message, by emoji, in the order they did; page by page, live while it is open. */
@Component({
  selector: 'ls-message-reactions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent, PageStateComponent, PersonRowComponent],
  templateUrl: './message-reactions.dialog.html',
  styleUrl: './message-reactions.dialog.css',
})
export class MessageReactionsDialog {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly dialog = inject(DialogRef);
  private readonly clock = inject(Clock);
  private readonly lists = inject(ReactionLists);

  private readonly opened = inject<MessagePanel>(DIALOG_DATA).message;
  private readonly timeline = inject(MessagesStore).timeline(this.opened.conversationId);
  protected readonly message = computed(
    () => this.timeline().messages.find(({ id }) => id === this.opened.id) ?? this.opened,
  );
  private readonly chosen = signal(this.opened.reactions[0]?.emoji);
  /** The one that was chosen, for as long as anybody reacts with it; empty where there is none at all. */
  protected readonly emoji = computed(() => {
    const emojis = this.message().reactions.map(({ emoji }) => emoji);
    return emojis.find((one) => one === this.chosen()) ?? emojis[0] ?? '';
  });
  protected readonly people = signal<ReactionPage['items']>([]);
  /** Where the list goes on; null at its end. */
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<ApiError | null>(null);
  /** Whose list is shown or asked for. */
  private listed = '';
  /** The message changed while the list was read. */
  private isStale = false;

  constructor() {
    effect(() => {
      const emoji = this.emoji();
      this.message();
      untracked(() => this.follow(emoji));
    });
  }

  protected choose(emoji: string): void {
    this.chosen.set(emoji);
  }

  /** The next page. */
  protected load(): void {
    if (!this.loading()) void this.read(this.cursor());
  }

  private follow(emoji: string): void {
    if (emoji !== this.listed) {
      this.listed = emoji;
      this.people.set([]);
      this.cursor.set(null);
      this.loading.set(false);
    }
    // One question at a time, however many react at once.
    if (this.loading()) this.isStale = true;
    else if (emoji !== '') void this.read(null);
  }

  /** The list from `start` on, a page of it; from its beginning as many as are shown, which stay until then. */
  private async read(start: string | null): Promise<void> {
    const emoji = this.listed;
    const isCurrent = () => emoji === this.listed;
    this.isStale = false;
    this.loading.set(true);
    this.failure.set(null);
    try {
      let read = start === null ? [] : this.people();
      let cursor = start;
      do {
        const { items, nextCursor } = await this.lists.list(this.opened, emoji, cursor);
        if (!isCurrent()) return;
        read = [...read, ...items];
        cursor = nextCursor;
      } while (cursor !== null && read.length < this.people().length);
      this.people.set(read);
      this.cursor.set(cursor);
    } catch (thrown) {
      if (!isCurrent()) return;
      this.failure.set(ApiError.from(thrown));
    }
    this.loading.set(false);
    if (this.isStale) void this.read(null);
  }

  protected name(userId: string): string {
    return this.names.isMe(userId) ? this.words.t('reactions.you') : this.names.person(userId);
  }

  protected when(at: string): string {
    return momentName(new Date(at), this.clock.now(), this.words.locale());
  }

  protected exact(at: string): string {
    return preciseTime(new Date(at), this.words.locale());
  }
}
