import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { IconComponent } from '../../ui/icon.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { PageHeadComponent } from '../messaging/page-head.component';
import { SnackService } from '../messaging/snack.service';

/** Typing pauses this long before the server is asked, in milliseconds. */
const pauseMs = 200;

/** Public channels: find them, join them. */
@Component({
  selector: 'ls-channels-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, IconComponent, SkeletonComponent, StateComponent, PageHeadComponent],
  templateUrl: './channels.page.html',
  styleUrls: ['../messaging/page.css', './channels.page.css'],
})
export class ChannelsPage {
  protected readonly words = inject(WordsService);
  private readonly actions = inject(ConversationActionsService);
  private readonly conversations = inject(ConversationsStore);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);
  private readonly router = inject(Router);

  protected readonly query = signal('');
  private readonly tries = signal(0);
  protected readonly error = signal<string | null>(null);
  protected readonly found = signal<readonly ConversationSummary[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly joining = signal<string | null>(null);
  private readonly joined = computed(() => new Set(this.conversations.all().map((one) => one.id)));

  constructor() {
    effect((cleanUp) => {
      const query = this.query().trim();
      this.tries();
      let current = true;
      const timer = setTimeout(() => void this.load(query, () => current), query ? pauseMs : 0);
      cleanUp(() => {
        current = false;
        clearTimeout(timer);
      });
    });
  }

  protected isJoined(id: string): boolean {
    return this.joined().has(id);
  }

  protected type(event: Event): void {
    this.query.set((event.target as HTMLInputElement).value);
  }

  protected retry(): void {
    this.error.set(null);
    this.tries.update((tries) => tries + 1);
  }

  protected async join(id: string): Promise<void> {
    this.joining.set(id);
    try {
      await this.actions.joinChannel(id);
      await this.router.navigate(['/c', id]);
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    } finally {
      this.joining.set(null);
    }
  }

  protected async more(): Promise<void> {
    const cursor = this.next();
    if (cursor) await this.load(this.query().trim(), () => true, cursor);
  }

  private async load(query: string, current: () => boolean, cursor?: string): Promise<void> {
    try {
      const page = await this.actions.browseChannels(query, cursor);
      if (!current()) return;
      this.found.update((before) => (cursor ? [...(before ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (thrown) {
      if (current()) this.error.set(this.errors.sentence(thrown));
    }
  }
}
