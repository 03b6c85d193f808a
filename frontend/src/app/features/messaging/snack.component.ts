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
      bottom: 96px;
      left: 50%;
      display: flex;
      align-items: center;
      gap: 12px;
      width: max-content;
      max-width: calc(100vw - 32px);
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
