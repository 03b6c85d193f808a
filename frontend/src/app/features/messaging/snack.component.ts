import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { SnackService } from './snack.service';

@Component({
  selector: 'ls-snack',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `@if (snacks.shown(); as snack) {
    <div
      class="snack"
      (pointerenter)="snacks.hold()"
      (pointerleave)="snacks.resume()"
      (focusin)="snacks.hold()"
      (focusout)="snacks.resume()"
    >
      <span>{{ snack.text }}</span>
      @if (snack.action; as action) {
        <button type="button" (click)="snacks.act()">{{ action.label }}</button>
      }
    </div>
  }`,
  styles: `
    .snack {
      position: fixed;
      z-index: 60;
      /* Over the page, below its head: what is at the bottom is what one reads and writes. */
      top: calc(var(--bar) + 12px);
      left: calc((100vw + 64px + var(--list-width, 0px)) / 2);
      display: flex;
      align-items: center;
      gap: 12px;
      width: max-content;
      max-width: min(520px, calc(100vw - 32px));
      padding: 10px 16px;
      border-radius: var(--r2);
      background: var(--ink);
      color: var(--paper);
      font: 500 14px/20px var(--face);
      box-shadow: var(--float);
      transform: translateX(-50%);
    }
    button {
      min-height: 28px;
      padding: 0 6px;
      border: 0;
      border-radius: var(--r1);
      background: none;
      color: light-dark(oklch(0.85 0.13 80), oklch(0.45 0.11 65));
      font-weight: 700;
      white-space: nowrap;
    }
    @media (max-width: 759.98px) {
      .snack {
        left: 50vw;
      }
      /* Below a toast. */
      :host-context(body:has(.toast-container > *)) .snack {
        top: calc(var(--bar) + 108px);
      }
    }
    @media (pointer: coarse) {
      button {
        min-height: 44px;
        margin: -10px 0;
      }
    }
  `,
})
export class SnackComponent {
  protected readonly snacks = inject(SnackService);
}
