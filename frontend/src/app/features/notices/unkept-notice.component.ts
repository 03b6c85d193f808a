import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { PendingStore } from '../../stores/pending.store';
import { OutboxStorage } from '../../sync/outbox-storage';

/** Says that messages wait in this page alone. */
@Component({
  selector: 'ls-unkept-notice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (shown()) {
    <div class="notice">
      <span>{{ words.t('notice.forgetful') }}</span>
    </div>
  }`,
  styleUrl: './notice.css',
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class UnkeptNoticeComponent {
  protected readonly words = inject(WordsService);
  private readonly pending = inject(PendingStore);
  private readonly storage = inject(OutboxStorage);
  protected readonly shown = computed(() => this.storage.forgetful() && this.pending.all().length > 0);
}
