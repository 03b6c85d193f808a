import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import type { IconName } from '../../../ui/icon-paths';
import { IconComponent } from '../../../ui/icon.component';

export type SentState = 'queued' | 'sending' | 'failed' | 'sent' | 'read';

const icons: Record<SentState, IconName> = {
  queued: 'clock',
  sending: 'clock',
  failed: 'circle-alert',
  sent: 'check',
  read: 'check-check',
};

/** How far a message of one's own has come: one small glyph, and the same in words. */
@Component({
  selector: 'ls-sent-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  host: { '[class]': 'state()', '[title]': 'sentence()' },
  template: `<ls-icon [name]="icon()" [size]="15" /><span class="visually-hidden">{{ sentence() }}</span>`,
  styles: `
    :host {
      position: relative;
      display: inline-flex;
      flex: none;
      align-items: center;
      height: 22px;
      color: var(--ink-3);
    }
    :host(.read) {
      color: var(--primary);
    }
    :host(.failed) {
      color: var(--danger);
    }
  `,
})
export class SentStateComponent {
  private readonly words = inject(WordsService);
  readonly state = input.required<SentState>();
  /** How many have read it, where that says something. */
  readonly readers = input(0);
  protected readonly icon = computed(() => icons[this.state()]);
  protected readonly sentence = computed(() =>
    this.state() === 'read' && this.readers() > 1
      ? this.words.plural('sent.readBy', this.readers())
      : this.words.t(`sent.${this.state()}`),
  );
}
