import { ChangeDetectionStrategy, Component, effect, inject, input, signal, untracked } from '@angular/core';
import { confirmationReminderMs } from '@litspark/shared-contracts';
import { ApiError } from '../../core/api-error';
import { writtenTime } from '../../core/i18n/dates';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import type { MessageRef } from '../../sync/commands/kinds/message-command';
import { IconComponent } from '../../ui/icon.component';
import { ConfirmService } from '../messaging/confirm.service';
import { icons } from './icons';
import { ConfirmationRequests } from './sync/confirmation-requests.service';

const failures = {
  remind: 'confirmations.remindFailed',
  close: 'confirmations.closeFailed',
  export: 'confirmations.exportFailed',
} as const;
type Act = keyof typeof failures;

/** What there is to do about the confirmations of one message, and how it went. */
@Component({
  selector: 'ls-confirmation-actions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `
    <div class="buttons">
      @if (open() && someAwaited()) {
        <button type="button" class="button" [attr.aria-disabled]="busy() !== null" (click)="remind()">
          <ls-icon [name]="icons.bellRing" [size]="16" />{{ words.t('confirmations.remind') }}
        </button>
      }
      <button
        type="button"
        class="button"
        [title]="words.t('confirmations.exportHint')"
        [attr.aria-disabled]="busy() !== null"
        (click)="export()"
      >
        <ls-icon [name]="icons.download" [size]="16" />{{ words.t('confirmations.export') }}
      </button>
      @if (open()) {
        <button type="button" class="button" [attr.aria-disabled]="busy() !== null" (click)="close()">
          <ls-icon [name]="icons.lock" [size]="16" />{{ words.t('confirmations.close') }}
        </button>
      }
    </div>
    <p role="status">{{ notice() }}</p>
    <p role="alert">{{ failure() }}</p>
  `,
  styles: `
    :host {
      display: block;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-top: 12px;
    }
    p {
      margin-top: 8px;
      color: var(--ink-2);
      font: var(--text-meta);
    }
    p[role='alert'] {
      color: var(--danger);
    }
    p:empty {
      display: none;
    }
  `,
})
export class ConfirmationActionsComponent {
  protected readonly words = inject(WordsService);
  protected readonly icons = icons;
  private readonly errors = inject(ErrorWords);
  private readonly question = inject(ConfirmService);
  private readonly requests = inject(ConfirmationRequests);

  readonly ref = input.required<MessageRef>();
  /** Confirmations are still taken. */
  readonly open = input.required<boolean>();
  readonly someAwaited = input.required<boolean>();
  protected readonly busy = signal<Act | null>(null);
  protected readonly notice = signal('');
  protected readonly failure = signal('');

  constructor() {
    effect(() => {
      this.ref();
      untracked(() => this.say('', ''));
    });
  }

  protected async remind(): Promise<void> {
    await this.act('remind', async (ref) => {
      try {
        await this.requests.remind(ref);
        this.say(
          this.words.t('confirmations.reminded', { time: timeIn(confirmationReminderMs, this.words) }),
        );
      } catch (thrown) {
        const { code, retryAfterMs } = ApiError.from(thrown);
        if (code !== 'RATE_LIMITED' || retryAfterMs === undefined) throw thrown;
        this.say(this.words.t('confirmations.remindedBefore', { time: timeIn(retryAfterMs, this.words) }));
      }
    });
  }

  protected async close(): Promise<void> {
    if (this.busy()) return;
    const sure = await this.question.ask({
      heading: this.words.t('confirmations.closeQuestion'),
      text: this.words.t('confirmations.closeText'),
      confirm: this.words.t('confirmations.close'),
    });
    if (sure) await this.act('close', (ref) => this.requests.close(ref));
  }

  protected export(): Promise<void> {
    return this.act('export', (ref) => this.requests.export(ref));
  }

  private async act(name: Act, run: (ref: MessageRef) => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(name);
    this.say('', '');
    try {
      await run(this.ref());
    } catch (thrown) {
      this.say('', `${this.words.t(failures[name])} ${this.errors.sentence(thrown)}`);
    }
    this.busy.set(null);
  }

  private say(notice: string, failure = ''): void {
    this.notice.set(notice);
    this.failure.set(failure);
  }
}

/** The time of day after so many milliseconds; never before they are over. */
function timeIn(ms: number, words: WordsService): string {
  return writtenTime(new Date(Math.ceil((Date.now() + ms) / 60_000) * 60_000), words.locale());
}
