import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { DraftsStore } from '../../stores/drafts.store';
import { namedMentions } from '../../ui/markdown/plain-text';
import { NamesService } from '../names/names.service';
import { MessageActions } from './message/message-actions.service';

/** In the place of the composer where nothing can be written: a draft that was begun before can be read and copied. */
@Component({
  selector: 'ls-archived-draft',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (draft(); as text) {
      <section class="draft" [attr.aria-label]="words.t('draft.yours')">
        <p class="head">
          <strong>{{ words.t('draft.yours') }}</strong> · {{ words.t('draft.archived') }}
        </p>
        <p class="text" dir="auto" tabindex="0">{{ text }}</p>
        <button type="button" (click)="actions.copy(text)">{{ words.t('message.copyText') }}</button>
      </section>
    }
  `,
  styles: `
    .draft {
      max-width: 76ch;
      margin: 12px auto;
      padding: 8px 12px;
      color: var(--ink-2);
      border: 1px solid var(--line);
      border-radius: var(--r1);
      background: var(--raised);
      font: 13px/20px var(--face);
    }
    .text {
      max-height: 30vh;
      overflow: auto;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
      color: var(--ink);
    }
    button {
      min-height: 28px;
      margin-left: -8px;
      padding: 0 8px;
      border: 0;
      border-radius: var(--r1);
      background: none;
      color: var(--primary);
      font-weight: 600;
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      .draft {
        margin: 12px var(--gutter);
      }
      button {
        min-height: 44px;
      }
    }
  `,
})
export class ArchivedDraftComponent {
  protected readonly words = inject(WordsService);
  protected readonly actions = inject(MessageActions);
  private readonly drafts = inject(DraftsStore);
  private readonly names = inject(NamesService);

  readonly conversationId = input.required<string>();

  protected readonly draft = computed(() =>
    namedMentions(this.drafts.get(this.conversationId())(), this.names.mentioned),
  );
}
