import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import type { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';

/** Below a list that is loaded page by page: its next page, that it loads or failed; what stands for an empty one goes inside. */
@Component({
  selector: 'ls-page-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [SkeletonComponent, StateComponent],
  template: `
    @if (!empty()) {
      @if (hasMore()) {
        <p>
          @if (failure(); as error) {
            <span role="alert">{{ errors.sentence(error) }}</span>
          }
          <button type="button" class="button" [attr.aria-disabled]="loading()" (click)="more.emit()">
            {{ words.t(failure() ? 'action.retry' : 'action.more') }}
          </button>
        </p>
      }
    } @else if (failure(); as error) {
      <ls-state
        [icon]="error.offline ? 'wifi-off' : 'triangle-alert'"
        [heading]="words.t(failed())"
        [text]="errors.sentence(error)"
      >
        <button type="button" class="button" (click)="more.emit()">{{ words.t('action.retry') }}</button>
      </ls-state>
    } @else if (loading()) {
      <ls-skeleton [rows]="3" />
    } @else {
      <ng-content />
    }
  `,
  styles: `
    p {
      display: grid;
      justify-items: center;
      gap: 6px;
      margin-top: 12px;
    }
    span {
      color: var(--danger);
    }
  `,
})
export class PageStateComponent {
  protected readonly words = inject(WordsService);
  protected readonly errors = inject(ErrorWords);
  /** Nothing is in the list yet. */
  readonly empty = input.required<boolean>();
  readonly hasMore = input.required<boolean>();
  readonly loading = input.required<boolean>();
  readonly failure = input.required<ApiError | null>();
  /** What it says where the first page failed. */
  readonly failed = input.required<WordKey>();
  /** The next page is wanted, or the one that failed again. */
  readonly more = output();
}
