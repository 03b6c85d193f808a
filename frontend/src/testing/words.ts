import { type EnvironmentProviders, importProvidersFrom } from '@angular/core';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { allTexts } from './texts';

/** The interface's texts, those of the features too, French first, without loading them. */
export const provideWords = (): EnvironmentProviders =>
  importProvidersFrom(
    TranslocoTestingModule.forRoot({
      langs: { fr: allTexts('fr'), en: allTexts('en') },
      translocoConfig: { availableLangs: ['fr', 'en'], defaultLang: 'fr' },
      preloadLangs: true,
    }),
  );
