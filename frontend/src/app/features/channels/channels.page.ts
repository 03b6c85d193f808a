import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { IconComponent } from '../../ui/icon.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { KeepScrollDirective } from '../messaging/frame/keep-scroll.directive';
import { PageHeadComponent } from '../messaging/page-head.component';
import { pagedSearch } from '../messaging/paged-search';
import { SnackService } from '../messaging/snack.service';
import { NamesService } from '../names/names.service';

/** Public channels: find them, join them. */
@Component({
  selector: 'ls-channels-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    RouterLink,
    IconComponent,
    KeepScrollDirective,
    SkeletonComponent,
    StateComponent,
    PageHeadComponent,
  ],
  templateUrl: './channels.page.html',
  styleUrls: ['../messaging/page.css', './channels.page.css'],
})
export class ChannelsPage {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  private readonly actions = inject(ConversationActionsService);
  private readonly conversations = inject(ConversationsStore);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);
  private readonly router = inject(Router);

  protected readonly search = pagedSearch<ConversationSummary>((query, cursor) =>
    this.actions.browseChannels(query, cursor),
  );
  protected readonly joining = signal<string | null>(null);
  private readonly joined = computed(() => new Set(this.conversations.all().map((one) => one.id)));

  protected isJoined(id: string): boolean {
    return this.joined().has(id);
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
}
