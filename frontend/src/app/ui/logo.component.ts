import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** The mark: a four-pointed spark in a speech bubble. */
@Component({
  selector: 'ls-logo',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg viewBox="0 0 32 32" [attr.width]="size()" [attr.height]="size()" aria-hidden="true">
    <path
      class="bubble"
      d="M7 3h18a5 5 0 0 1 5 5v13a5 5 0 0 1-5 5H14l-6.3 4.6A1 1 0 0 1 6 29.8V26a4.6 4.6 0 0 1-4-4.6V8a5 5 0 0 1 5-5z"
    />
    <path
      class="spark"
      d="M16 6.2c.9 4.9 2.9 7 7.8 8.3-4.9 1.3-6.9 3.4-7.8 8.3-.9-4.9-2.9-7-7.8-8.3 4.9-1.3 6.9-3.4 7.8-8.3z"
    />
  </svg>`,
  styles: `
    :host {
      display: inline-flex;
    }
    .bubble {
      fill: var(--mark-bubble);
    }
    .spark {
      fill: var(--mark-spark);
    }
  `,
})
export class LogoComponent {
  readonly size = input(28);
}
