import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';

/** Past this it says that there are more. */
const most = 99;

/** How much waits for attention, on the corner of an icon; nothing at 0. */
@Component({
  selector: 'ls-count',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (count() > 0) {
    <span class="count" aria-hidden="true">{{ count() > most ? most + '+' : count() }}</span>
    <span class="visually-hidden">{{ words.plural('rail.count', count()) }}, </span>
  }`,
  styles: `
    .count {
      position: absolute;
      top: -5px;
      right: -1px;
      min-width: 16px;
      height: 16px;
      padding: 0 4px;
      border-radius: 8px;
      background: var(--spark);
      box-shadow: 0 0 0 2px var(--around);
      color: var(--on-spark);
      font: 700 11px/16px var(--face);
      font-variant-numeric: tabular-nums;
      text-align: center;
    }
  `,
})
export class CountComponent {
  protected readonly words = inject(WordsService);
  readonly count = input.required<number>();
  protected readonly most = most;
}
