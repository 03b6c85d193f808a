import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { SingleMessages } from '../../../sync/single-messages.service';
import { NamesService } from '../../names/names.service';
import { quotedLine } from '../../message-panel/quoted-line';

/** The message that another one answers, in one line; a click leads to it. */
@Component({
  selector: 'ls-quote',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<button
    type="button"
    [attr.aria-disabled]="quoted() ? null : true"
    [title]="quoted() ? words.t('quote.jump') : ''"
    (click)="go()"
  >
    <span class="visually-hidden">{{ words.t(quoted() ? 'quote.labelOf' : 'quote.label') }} </span>
    @if (quoted(); as message) {
      <b
        ><bdi>{{ names.person(message.senderId) }}</bdi
        >{{ ' ' }}
      </b>
    }
    <span [class.faint]="!quoted() || quoted()?.deletedAt"
      ><bdi>{{ line() }}</bdi></span
    >
  </button>`,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    button {
      position: relative;
      display: block;
      max-width: min(100%, 76ch);
      margin: 2px 0;
      padding: 0 10px;
      border: 0;
      border-left: 2px solid var(--line-strong);
      background: none;
      color: var(--ink-2);
      font: 13px/20px var(--face);
      text-align: left;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    button:hover:not([aria-disabled]) {
      border-color: var(--primary);
      color: var(--ink);
    }
    button[aria-disabled] {
      cursor: default;
    }
    b {
      margin-right: 2px;
      font-weight: 600;
    }
    .faint {
      font-style: italic;
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      button {
        min-height: 44px;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        white-space: normal;
        align-content: center;
      }
    }
  `,
})
export class QuoteComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  private readonly messages = inject(SingleMessages);

  readonly conversationId = input.required<string>();
  readonly messageId = input.required<string>();
  /** The seq of the message to show. */
  readonly jump = output<number>();

  protected readonly quoted = computed(() => this.messages.of(this.conversationId(), this.messageId())());
  protected readonly line = computed(() => quotedLine(this.quoted(), this.words, this.names));
  protected go(): void {
    const message = this.quoted();
    if (message) this.jump.emit(message.seq);
  }
}
