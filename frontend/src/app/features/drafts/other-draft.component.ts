import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { DraftsStore } from '../../stores/drafts.store';
import { IconComponent } from '../../ui/icon.component';
import { namedMentions } from '../../ui/markdown/plain-text';
import { NamesService } from '../names/names.service';

/** Above the composer: what another device wrote while something else was being written here. */
@Component({
  selector: 'ls-other-draft',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `@if (text(); as text) {
    <p>
      <ls-icon name="pencil" [size]="16" />
      <span>{{ words.t('drafts.other', { text }) }}</span>
      <button type="button" class="link" (click)="take()">{{ words.t('drafts.take') }}</button>
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="words.t('drafts.ignore')"
        [title]="words.t('drafts.ignore')"
        (click)="ignore()"
      >
        <ls-icon name="x" [size]="16" />
      </button>
    </p>
  }`,
  styles: `
    p {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 0 4px 4px 14px;
      color: var(--ink-2);
      font: var(--text-meta);
    }
    span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .link {
      flex: none;
      padding: 0 4px;
      border: 0;
      background: none;
      color: var(--primary);
      font: 600 13px/20px var(--face);
    }
    .link:hover {
      text-decoration: underline;
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      p {
        padding: 0 4px 0 8px;
      }
      .link,
      .icon-button {
        min-width: 44px;
        min-height: 44px;
      }
    }
  `,
})
export class OtherDraftComponent {
  protected readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly drafts = inject(DraftsStore);
  readonly conversation = input.required<ConversationSummary>();

  protected readonly text = computed(() => {
    const other = this.drafts.other(this.conversation().id)();
    return other && namedMentions(other.text, this.names.mentioned);
  });

  protected take(): void {
    this.drafts.takeOther(this.conversation().id);
  }

  protected ignore(): void {
    this.drafts.setOther(this.conversation().id, undefined);
  }
}
