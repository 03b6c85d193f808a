import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { ErrorWords } from '../../../core/i18n/error-words';
import { WordsService } from '../../../core/i18n/words.service';
import type { RefusedEdit } from '../../../stores/message-change';
import { MessageActions } from './message-actions.service';

/** An edit that didn't go through, beside what the message says now: nothing is lost until the person decides. */
@Component({
  selector: 'ls-refused-edit',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'group', '[attr.aria-label]': "words.t('refused.heading')" },
  template: `
    <p class="why">
      <strong>{{ words.t('refused.heading') }}</strong> · {{ reason() }}
    </p>
    <p class="mine">
      <span>{{ words.t('refused.yours') }}</span> <bdi>{{ refused().body }}</bdi>
    </p>
    <p class="buttons">
      @if (message().deletedAt) {
        <button type="button" (click)="actions.copy(refused().body)">
          {{ words.t('message.copyText') }}
        </button>
      } @else {
        <button type="button" (click)="save()">
          {{ words.t(conflict() ? 'refused.replace' : 'action.retry') }}
        </button>
        <button type="button" (click)="resume()">{{ words.t('refused.resume') }}</button>
      }
      <button type="button" (click)="actions.dropEdit(message())">{{ words.t('refused.drop') }}</button>
    </p>
  `,
  styles: `
    :host {
      display: block;
      max-width: 76ch;
      margin: 4px 0;
      padding: 6px 10px;
      border: 1px solid var(--line);
      border-left: 3px solid var(--danger);
      border-radius: var(--r1);
      background: var(--raised);
      font: 13px/20px var(--face);
    }
    .why {
      color: var(--danger);
    }
    .mine {
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }
    .mine span {
      color: var(--ink-2);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 2px;
      margin-left: -8px;
    }
    button {
      min-height: 28px;
      padding: 0 8px;
      border: 0;
      border-radius: var(--r1);
      background: none;
      color: var(--primary);
      font-weight: 600;
    }
    button:hover {
      background: var(--hover);
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      button {
        min-height: 44px;
      }
    }
  `,
})
export class RefusedEditComponent {
  protected readonly words = inject(WordsService);
  protected readonly actions = inject(MessageActions);
  private readonly errors = inject(ErrorWords);

  /** The message as it is now. */
  readonly message = input.required<Message>();
  readonly refused = input.required<RefusedEdit>();

  protected readonly conflict = computed(() => this.refused().error.code === 'CONFLICT');
  protected readonly reason = computed(() => {
    if (this.message().deletedAt) return this.words.t('refused.deleted');
    return this.conflict() ? this.words.t('refused.conflict') : this.errors.sentence(this.refused().error);
  });

  protected save(): void {
    this.actions.saveEdit(this.message(), this.message().body, this.refused().body);
  }

  protected resume(): void {
    const { body } = this.refused();
    this.actions.dropEdit(this.message());
    this.actions.edit(this.message(), body);
  }
}
