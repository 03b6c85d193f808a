import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import type { Theme } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import type { IconName } from '../../ui/icon-paths';
import { IconComponent } from '../../ui/icon.component';
import { modifierKey } from '../feature/modifier-key';
import { Viewport } from '../messaging/viewport.service';
import { SavedNotice } from './saved-notice';

/** The theme, and what Enter does. */
@Component({
  selector: 'ls-appearance-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  templateUrl: './appearance.component.html',
  styleUrl: './section.css',
  styles: `
    .choices .button {
      font-weight: 400;
      white-space: normal;
    }
    .choices .button[aria-pressed='true'] {
      border-color: var(--primary);
      background: var(--primary-soft);
      color: var(--primary);
      font-weight: 600;
    }
  `,
})
export class AppearanceComponent {
  protected readonly words = inject(WordsService);
  protected readonly preferences = inject(PreferencesService);
  protected readonly viewport = inject(Viewport);
  private readonly saved = inject(SavedNotice);
  protected readonly modifier = modifierKey;
  protected readonly themes: { theme: Theme; name: WordKey; icon: IconName }[] = [
    { theme: 'system', name: 'settings.system', icon: 'monitor' },
    { theme: 'light', name: 'settings.light', icon: 'sun' },
    { theme: 'dark', name: 'settings.dark', icon: 'moon' },
  ];

  protected setEnterSends(sends: boolean): void {
    this.preferences.setEnterSends(sends);
    this.saved.show();
  }
}
