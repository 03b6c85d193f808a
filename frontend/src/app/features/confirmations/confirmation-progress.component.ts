import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** More people than this are a bar rather than a tick each. */
const mostTicks = 10;

/** How many of those expected have confirmed, drawn; the words stand beside it. */
@Component({
  selector: 'ls-confirmation-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (ticks(); as ticks) {
      @for (confirmed of ticks; track $index) {
        <i [class.confirmed]="confirmed"></i>
      }
    } @else {
      <i class="bar"><i class="confirmed" [style.width.%]="share()"></i></i>
    }
  `,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: flex;
      flex: none;
      gap: 3px;
      width: 107px;
    }
    i {
      flex: 1;
      height: 4px;
      border-radius: 2px;
      background: color-mix(in oklch, var(--ink-3) 32%, transparent);
      forced-color-adjust: none;
    }
    .confirmed {
      background: var(--primary);
    }
    .bar {
      display: flex;
      overflow: hidden;
    }
    .bar .confirmed {
      flex: none;
      transition: width var(--calm);
    }
  `,
})
export class ConfirmationProgressComponent {
  readonly expected = input.required<number>();
  readonly count = input.required<number>();
  /** One for each person, those who have confirmed first; null where there are too many. */
  protected readonly ticks = computed(() => {
    const expected = this.expected();
    if (expected > mostTicks) return null;
    return Array.from({ length: expected }, (_, at) => at < this.count());
  });
  protected readonly share = computed(() => Math.min(100, (100 * this.count()) / this.expected()));
}
