import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { ConnectionService } from '../../core/connection.service';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';

/** What stands in the place of conversations: there are none, they are on their way, or out of reach. */
@Component({
  selector: 'ls-list-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [SkeletonComponent, StateComponent],
  template: `@if (conversations.loaded()) {
      <ls-state
        icon="message-square-plus"
        [heading]="words.t('list.empty')"
        [text]="words.t('list.emptyText')"
      >
        <button type="button" class="button button-primary" (click)="new.emit()">
          {{ words.t('new.heading') }}
        </button>
      </ls-state>
    } @else if (connection.cutOff()) {
      <ls-state
        icon="wifi-off"
        [heading]="
          words.t(connection.status() === 'offline' ? 'connection.offline' : 'connection.disconnected')
        "
        [text]="words.t('list.offlineText')"
      >
        <button type="button" class="button" (click)="connection.reconnectNow()">
          {{ words.t('action.retry') }}
        </button>
      </ls-state>
    } @else {
      <ls-skeleton [rows]="8" />
      <p class="visually-hidden" role="status">{{ words.t('state.loading') }}</p>
    }`,
})
export class ListStateComponent {
  protected readonly words = inject(WordsService);
  protected readonly connection = inject(ConnectionService);
  protected readonly conversations = inject(ConversationsStore);
  /** Somebody wants to write to somebody. */
  readonly new = output();
}
