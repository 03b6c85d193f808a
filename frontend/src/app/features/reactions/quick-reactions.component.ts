import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { NamesService } from '../names/names.service';
import { Reacting } from './sync/reacting.service';
import { quickReactions } from './quick-reactions';

/** The usual emojis in one row; arrow keys move between them. */
@Component({
  selector: 'ls-quick-reactions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    role: 'group',
    '[attr.aria-label]': "words.t('reactions.quick')",
    '(keydown)': 'roam($event)',
  },
  template: `@for (emoji of emojis; track emoji; let first = $first) {
    <button
      type="button"
      [class.first]="first"
      [class.own]="own(emoji)"
      [attr.aria-label]="words.t('reactions.with', { emoji })"
      [attr.aria-pressed]="own(emoji)"
      (click)="react(emoji)"
    >
      {{ emoji }}
    </button>
  }`,
  styles: `
    :host {
      display: flex;
      justify-content: space-between;
      gap: 4px;
      padding: 6px 8px;
    }
    button {
      display: grid;
      place-items: center;
      width: 44px;
      height: 44px;
      padding: 0;
      border: 0;
      border-radius: var(--r1);
      background: none;
      font: 23px/1 var(--emoji);
    }
    button:hover {
      background: var(--hover);
    }
    .own {
      background: var(--primary-soft);
      box-shadow: inset 0 0 0 2px var(--primary);
    }
  `,
})
export class QuickReactionsComponent {
  protected readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly reacting = inject(Reacting);
  protected readonly emojis = quickReactions;

  readonly message = input.required<Message>();
  /** A reaction was chosen, or taken back. */
  readonly chosen = output();

  protected own(emoji: string): boolean {
    return this.message().reactions.some(
      (one) => one.emoji === emoji && one.userIds.some((userId) => this.names.isMe(userId)),
    );
  }

  protected react(emoji: string): void {
    this.reacting.set(this.message(), emoji, !this.own(emoji));
    this.chosen.emit();
  }

  protected roam(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (!by || at < 0) return;
    event.preventDefault();
    buttons[(at + by + buttons.length) % buttons.length]?.focus();
  }
}
