import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { LanguageSwitchComponent } from '../session/public';

/** The language of the interface. */
@Component({
  selector: 'ls-language-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LanguageSwitchComponent],
  template: `<section class="setting">
    <div>
      <h2>{{ words.t('settings.languageChoice') }}</h2>
      <p class="hint">{{ words.t('settings.languageHint') }}</p>
    </div>
    <ls-language-switch framed />
  </section>`,
  styleUrl: './section.css',
})
export class LanguageComponent {
  protected readonly words = inject(WordsService);
}
