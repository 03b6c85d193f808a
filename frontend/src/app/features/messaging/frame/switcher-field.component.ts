import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { ShortcutsService } from '../shortcuts.service';

/** Looks like a field at the top of a list, and opens the quick switcher. */
@Component({
  selector: 'ls-switcher-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<button type="button" (click)="shortcuts.openSwitcher()">
    <ls-icon name="search" [size]="17" />
    <span class="what">{{ words.t('list.go') }}</span>
    <span class="kbd keyboard-only" aria-hidden="true">{{ shortcuts.modifier }} K</span>
  </button>`,
  styles: `
    :host {
      display: block;
      flex: none;
      padding: 0 12px 4px;
    }
    button {
      display: flex;
      align-items: center;
      gap: 8px;
      width: 100%;
      min-height: var(--control);
      padding: 0 10px;
      border: 1px solid var(--line);
      border-radius: var(--r1);
      background: var(--paper);
      color: var(--ink-2);
      font: 14px/20px var(--face);
      text-align: left;
      transition: border-color var(--quick);
    }
    button:hover {
      border-color: var(--line-strong);
    }
    .what {
      flex: 1;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class SwitcherFieldComponent {
  protected readonly words = inject(WordsService);
  protected readonly shortcuts = inject(ShortcutsService);
}
