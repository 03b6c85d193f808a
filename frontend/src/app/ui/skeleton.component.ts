import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Rows in grey where content will be; shown after 200 ms only, so that a quick answer doesn't blink. */
@Component({
  selector: 'ls-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true' },
  template: `@for (row of list(); track row) {
    <div class="row">
      <span class="face"></span>
      <span class="lines"
        ><span class="bar" [style.width.%]="30 + ((row * 17) % 25)"></span
        ><span class="bar" [style.width.%]="55 + ((row * 29) % 40)"></span
      ></span>
    </div>
  }`,
  styles: `
    :host {
      display: block;
      padding: 8px 16px;
      opacity: 0;
      animation: appear var(--calm) 200ms forwards;
    }
    .row {
      display: flex;
      gap: 12px;
      padding: 10px 0;
    }
    .face {
      flex: none;
      width: 40px;
      height: 40px;
      border-radius: 10px;
      background: var(--paper-3);
    }
    .lines {
      display: grid;
      align-content: center;
      gap: 8px;
      flex: 1;
      max-width: 520px;
    }
    .bar {
      height: 10px;
      border-radius: 5px;
      background: var(--paper-3);
    }
    @keyframes appear {
      to {
        opacity: 1;
      }
    }
  `,
})
export class SkeletonComponent {
  readonly rows = input(6);
  protected readonly list = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}
