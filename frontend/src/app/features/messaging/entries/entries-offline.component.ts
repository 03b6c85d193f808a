import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { ConnectionService } from '../../../core/connection.service';
import { WordsService } from '../../../core/i18n/words.service';
import { StateComponent } from '../../../ui/state.component';

/** What a list of entries says without a network: above the entries that are held, in their place where none are. */
@Component({
  selector: 'ls-entries-offline',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [StateComponent],
  template: `@if (held()) {
      <p>{{ words.t('entries.keepOffline') }}</p>
    } @else {
      <ls-state icon="wifi-off" [heading]="words.t('entries.notLoaded')" [text]="words.t('list.offlineText')">
        <button type="button" class="button" (click)="connection.reconnectNow()">
          {{ words.t('action.retry') }}
        </button>
      </ls-state>
    }`,
  styles: `
    :host {
      display: block;
    }
    p {
      padding: 10px 0;
      color: var(--ink-2);
      font: var(--text-meta);
    }
  `,
})
export class EntriesOfflineComponent {
  protected readonly words = inject(WordsService);
  protected readonly connection = inject(ConnectionService);

  readonly held = input.required<boolean>();
}
