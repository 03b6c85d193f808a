import { ChangeDetectionStrategy, Component, booleanAttribute, inject, input } from '@angular/core';
import type { Locale } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';

/** Both languages, each in its own name. */
@Component({
  selector: 'ls-language-switch',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div role="group" [class.framed]="framed()" [attr.aria-label]="words.t('settings.language')">
    @for (language of languages; track language.locale) {
      <button
        type="button"
        class="button"
        [class.button-quiet]="!framed()"
        [attr.lang]="language.locale"
        [attr.aria-pressed]="preferences.locale() === language.locale"
        (click)="choose(language.locale)"
      >
        {{ language.name }}
      </button>
    }
  </div>`,
  styles: `
    div {
      display: flex;
      justify-content: center;
      gap: 4px;
    }
    .button {
      color: var(--ink-2);
      font-weight: 400;
    }
    .button-quiet {
      min-height: 32px;
    }
    .button[aria-pressed='true'] {
      color: var(--ink);
      font-weight: 700;
    }
    .framed {
      justify-content: start;
      gap: 8px;
    }
    .framed .button[aria-pressed='true'] {
      border-color: var(--primary);
      background: var(--primary-soft);
      color: var(--primary);
      font-weight: 600;
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      .button {
        min-height: 44px;
      }
    }
  `,
})
export class LanguageSwitchComponent {
  protected readonly words = inject(WordsService);
  protected readonly preferences = inject(PreferencesService);
  /** Drawn as buttons rather than as words. */
  readonly framed = input(false, { transform: booleanAttribute });
  protected readonly languages: { locale: Locale; name: string }[] = [
    { locale: 'fr', name: 'Français' },
    { locale: 'en', name: 'English' },
  ];

  protected choose(locale: Locale): void {
    this.preferences.setLocale(locale);
  }
}
