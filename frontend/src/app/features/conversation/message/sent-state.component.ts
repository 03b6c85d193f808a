import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { WordKey } from '../../../core/i18n/word-keys';
import { WordsService } from '../../../core/i18n/words.service';
import type { PendingState } from '../../../stores/timeline';
import type { IconName } from '../../../ui/icon-paths';
import { IconComponent } from '../../../ui/icon.component';
import type { Tick } from './tick';

export type SentState = PendingState | Tick;

const icons: Record<SentState, IconName> = {
  queued: 'clock',
  sending: 'clock',
  failed: 'circle-alert',
  sent: 'check',
  delivered: 'check-check',
  read: 'check-check',
};

/** How far a message of one's own has come: one small glyph, and the same in words. Once it is stored, a click tells more. */
@Component({
  selector: 'ls-sent-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  host: { '[class]': 'state()' },
  template: `@if (stored()) {
      <button type="button" tabindex="-1" [title]="sentence()" (click)="more.emit()">
        <ls-icon [name]="icon()" [size]="15" /><span class="visually-hidden">{{ sentence() }}</span>
      </button>
    } @else {
      <span [title]="sentence()">
        <ls-icon [name]="icon()" [size]="15" /><span class="visually-hidden">{{ sentence() }}</span>
      </span>
    }`,
  styles: `
    :host {
      position: relative;
      display: inline-flex;
      flex: none;
      align-items: center;
      height: 22px;
      color: var(--ink-3);
    }
    button,
    span {
      display: inline-flex;
    }
    button {
      padding: 3px;
      margin: -3px;
      border: 0;
      border-radius: var(--r1);
      background: none;
      color: inherit;
    }
    button:hover {
      background: var(--hover);
    }
    :host(.read) {
      color: var(--primary);
    }
    :host(.failed) {
      color: var(--danger);
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      button {
        align-items: center;
        min-height: 44px;
        margin: -11px -3px;
      }
    }
  `,
})
export class SentStateComponent {
  private readonly words = inject(WordsService);
  readonly state = input.required<SentState>();
  /** How many others there are to have it. */
  readonly others = input(0);
  /** How many of them have read it. */
  readonly readers = input(0);
  readonly more = output();

  protected readonly icon = computed(() => icons[this.state()]);
  protected readonly stored = computed(() => ['sent', 'delivered', 'read'].includes(this.state()));
  protected readonly sentence = computed(() => {
    const state = this.state();
    const alone = this.others() < 2;
    if (state === 'read' || state === 'delivered') {
      const words: Record<Tick, WordKey> = {
        sent: 'sent.sent',
        delivered: alone ? 'sent.delivered' : 'sent.deliveredAll',
        read: alone ? 'sent.read' : 'sent.readAll',
      };
      return this.withReaders(this.words.t(words[state]));
    }
    return this.withReaders(this.words.t(`sent.${state}`));
  });

  /** How many have read it, where that isn't said by the state itself. */
  private withReaders(said: string): string {
    if (this.readers() === 0 || this.state() === 'read') return said;
    return `${said} · ${this.words.plural('sent.readBy', this.readers())}`;
  }
}
