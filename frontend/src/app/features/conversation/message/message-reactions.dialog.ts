import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import type { ReactionPage } from '@litspark/shared-contracts';
import { ApiError } from '../../../core/api-error';
import { Clock } from '../../../core/clock';
import { momentName, preciseTime } from '../../../core/i18n/dates';
import { ErrorWords } from '../../../core/i18n/error-words';
import { WordsService } from '../../../core/i18n/words.service';
import { ReactionLists } from '../../../sync/reaction-lists.service';
import { AvatarComponent } from '../../../ui/avatar.component';
import { SkeletonComponent } from '../../../ui/skeleton.component';
import { StateComponent } from '../../../ui/state.component';
import { DialogFrameComponent } from '../../messaging/dialog-frame.component';
import { NamesService } from '../../names/names.service';
import type { MessagePanel } from './message-panel';

/** Everybody who reacted to a message, by emoji, in the order they did; page by page. */
@Component({
  selector: 'ls-message-reactions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, DialogFrameComponent, SkeletonComponent, StateComponent],
  templateUrl: './message-reactions.dialog.html',
  styleUrl: './message-reactions.dialog.css',
})
export class MessageReactionsDialog {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly errors = inject(ErrorWords);
  protected readonly dialog = inject(DialogRef);
  private readonly clock = inject(Clock);
  private readonly lists = inject(ReactionLists);

  protected readonly message = inject<MessagePanel>(DIALOG_DATA).message;
  protected readonly emoji = signal(this.message.reactions[0]?.emoji ?? '');
  protected readonly people = signal<ReactionPage['items']>([]);
  /** Where the list goes on; null at its end. */
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<ApiError | null>(null);

  constructor() {
    void this.load();
  }

  protected choose(emoji: string): void {
    if (emoji === this.emoji()) return;
    this.emoji.set(emoji);
    this.people.set([]);
    this.cursor.set(null);
    this.loading.set(false);
    void this.load();
  }

  /** The next page. */
  protected async load(): Promise<void> {
    if (this.loading()) return;
    const emoji = this.emoji();
    this.loading.set(true);
    this.failure.set(null);
    try {
      const { items, nextCursor } = await this.lists.list(this.message, emoji, this.cursor());
      // Meanwhile another emoji may have been chosen.
      if (emoji !== this.emoji()) return;
      this.people.update((before) => [...before, ...items]);
      this.cursor.set(nextCursor);
    } catch (thrown) {
      if (emoji !== this.emoji()) return;
      this.failure.set(ApiError.from(thrown));
    }
    this.loading.set(false);
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
