import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { CurrentSession } from '../../core/current-session';
import { WordsService } from '../../core/i18n/words.service';
import { sessionNotice } from './session-notice';
import { Updates } from './updates.service';

/** What concerns the whole application and stays until it is dealt with. */
@Component({
  selector: 'ls-notices',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet],
  host: { role: 'status' },
  template: `
    @if (session.injector(); as injector) {
      <ng-container *ngComponentOutlet="injector.get(notice); environmentInjector: injector" />
    }
    @if (updates.state() !== 'none') {
      <div class="notice">
        <span>{{ words.t(updates.state() === 'ready' ? 'notice.update' : 'notice.broken') }}</span>
        <span class="buttons">
          <button type="button" class="strong" (click)="updates.reload()">
            {{ words.t('notice.reload') }}
          </button>
          <button type="button" (click)="updates.later()">{{ words.t('notice.later') }}</button>
        </span>
      </div>
    }
  `,
  styleUrl: './notice.css',
  styles: `
    :host {
      position: fixed;
      z-index: 55;
      bottom: 76px;
      left: 16px;
      display: grid;
      gap: 8px;
      justify-items: start;
      /* Within the list: the composer grows beside it. */
      max-width: 228px;
    }
    .buttons {
      display: flex;
      gap: 8px;
    }
    button {
      min-height: 28px;
      padding: 0 6px;
      border: 0;
      border-radius: var(--r1);
      background: none;
      color: inherit;
      font-weight: 500;
    }
    .strong {
      color: light-dark(oklch(0.85 0.13 80), oklch(0.45 0.11 65));
      font-weight: 700;
    }
    @media (max-width: 759.98px) {
      :host {
        top: calc(var(--bar) + 8px);
        right: 16px;
        bottom: auto;
        max-width: none;
      }
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      button {
        min-height: 44px;
      }
    }
  `,
})
export class NoticesComponent {
  protected readonly words = inject(WordsService);
  protected readonly updates = inject(Updates);
  protected readonly session = inject(CurrentSession);
  protected readonly notice = sessionNotice;
}
