import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Presence } from '@litspark/shared-contracts';
import { hueOf, initialsOf } from './initials';

/** A person's face: initials on a colour of their own, presence as a shape on the corner. Decoration: the name is beside it. */
@Component({
  selector: 'ls-avatar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    'aria-hidden': 'true',
    // Drawn by the style sheet: initials are a picture, not a text that names what holds them.
    '[attr.data-initials]': 'initials()',
    '[style.--hue]': 'hue()',
    '[style.--size]': "size() + 'px'",
    '[class.round]': 'size() < 20',
  },
  template: `@if (presence(); as shape) {
    <span class="presence" [class]="shape"></span>
  }`,
  styles: `
    :host {
      position: relative;
      display: inline-grid;
      place-items: center;
      flex: none;
      width: var(--size);
      height: var(--size);
      border-radius: calc(var(--size) * 0.24);
      background: light-dark(oklch(0.885 0.055 var(--hue)), oklch(0.4 0.055 var(--hue)));
      color: light-dark(oklch(0.32 0.07 var(--hue)), oklch(0.95 0.03 var(--hue)));
      font: 700 calc(var(--size) * 0.36) / 1 var(--face);
      user-select: none;
    }
    :host::before {
      content: attr(data-initials);
    }
    :host(.round) {
      border-radius: 50%;
      font-size: calc(var(--size) * 0.44);
      letter-spacing: -0.02em;
    }
    .presence {
      position: absolute;
      right: -3px;
      bottom: -3px;
      width: 12px;
      height: 12px;
      border: 2px solid var(--around, var(--paper-2));
      border-radius: 50%;
      background: var(--ok);
    }
    /* A disc, half a disc, a ring: the shape says it without the colour. */
    .presence.away {
      background: linear-gradient(90deg, var(--warn) 50%, var(--around, var(--paper-2)) 50%);
      box-shadow: inset 0 0 0 1.5px var(--warn);
    }
    .presence.offline {
      background: var(--around, var(--paper-2));
      box-shadow: inset 0 0 0 2px var(--line-strong);
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid CanvasText;
      }
      .presence {
        forced-color-adjust: none;
        --around: Canvas;
        --ok: CanvasText;
        --warn: CanvasText;
        --line-strong: CanvasText;
      }
    }
  `,
})
export class AvatarComponent {
  readonly id = input.required<string>();
  readonly name = input.required<string>();
  readonly size = input(40);
  readonly presence = input<Presence | null>(null);
  protected readonly initials = computed(() => initialsOf(this.name()));
  protected readonly hue = computed(() => hueOf(this.id()));
}
