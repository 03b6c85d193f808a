import { type EnvironmentProviders, importProvidersFrom } from '@angular/core';
import { TranslocoTestingModule } from '@jsverse/transloco';
import en from '../../public/i18n/en.json';
import fr from '../../public/i18n/fr.json';

/** The interface's texts, French first, without loading them. */
export const provideWords = (): EnvironmentProviders =>
  importProvidersFrom(
    TranslocoTestingModule.forRoot({
      langs: { fr, en },
      translocoConfig: { availableLangs: ['fr', 'en'], defaultLang: 'fr' },
      preloadLangs: true,
    }),
  );
