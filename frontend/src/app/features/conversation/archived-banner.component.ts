import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import type { ConversationKind, ConversationSummary } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { MessagingService } from '../../sync/messaging.service';
import { IconComponent } from '../../ui/icon.component';
import { isManager } from '../messaging/is-manager';
import { OwnParticipation } from '../messaging/own-participation.service';
import { SnackService } from '../messaging/snack.service';

const whoMay: Record<ConversationKind, WordKey> = {
  direct: 'archived.mayBoth',
  group: 'archived.mayAll',
  channel: 'archived.mayOwners',
};

/** Says that a conversation is archived for as long as it is, and who may take it back; offers it to who may. */
@Component({
  selector: 'ls-archived-banner',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  host: { role: 'note' },
  template: `
    <ls-icon name="archive" />
    <p>{{ words.t('conversation.archivedText') }} {{ words.t(who()) }}</p>
    @if (mayUnarchive()) {
      <button type="button" class="button" [attr.aria-disabled]="busy()" (click)="unarchive()">
        <ls-icon name="archive-restore" />{{ words.t('details.unarchive') }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: center;
      gap: 8px 12px;
      padding: 12px var(--gutter) max(12px, env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      background: var(--paper-2);
      color: var(--ink-2);
    }
    ls-icon {
      flex: none;
    }
    p {
      flex: 0 1 auto;
      min-width: 0;
      max-width: calc(100% - 30px);
    }
  `,
})
export class ArchivedBannerComponent {
  protected readonly words = inject(WordsService);
  private readonly participation = inject(OwnParticipation);
  private readonly messaging = inject(MessagingService);
  private readonly actions = inject(ConversationActionsService);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);

  readonly conversation = input.required<ConversationSummary>();
  protected readonly busy = signal(false);
  protected readonly who = computed(() => whoMay[this.conversation().kind]);
  private readonly own = computed(() => this.participation.of(this.conversation().id));
  protected readonly mayUnarchive = computed(() =>
    isManager(this.conversation().kind, this.own()?.role === 'owner'),
  );

  constructor() {
    effect(() => {
      const { id, kind } = this.conversation();
      // In a large channel not everybody is known from the start, oneself perhaps neither.
      if (kind !== 'channel' || this.own()) return;
      untracked(() => void this.messaging.loadParticipants(id).catch(() => undefined));
    });
  }

  protected async unarchive(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await this.actions.setArchived(this.conversation().id, false);
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    }
    this.busy.set(false);
  }
}
