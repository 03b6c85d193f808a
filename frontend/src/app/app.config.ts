import {
  type ApplicationConfig,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, TitleStrategy, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { provideTransloco } from '@jsverse/transloco';
import { appRoutes } from './app.routes';
import { WordsLoader } from './core/i18n/words-loader';
import { WordsService } from './core/i18n/words.service';
import { PreferencesService } from './core/preferences.service';
import { provideSessionBy } from './core/session-scope';
import { TabTitle } from './features/messaging/tab-title';
import { provideMessaging } from './sync/provide-messaging';

/** All at once with the pages that nearly everybody opens, each of which would be found only once another is here. */
const loadSession = () => {
  for (const page of [import('./messaging.routes'), import('./features/conversation/conversation.page')])
    // It is loaded again, and the failure told, where the page is opened.
    page.catch(() => undefined);
  return import('./session').then((m) => m.providers);
};

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideRouter(
      appRoutes,
      withComponentInputBinding(),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
    ),
    { provide: TitleStrategy, useExisting: TabTitle },
    provideTransloco({
      config: {
        availableLangs: ['fr', 'en'],
        defaultLang: 'fr',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
      loader: WordsLoader,
    }),
    provideSessionBy(loadSession),
    provideMessaging(),
    provideServiceWorker('service-worker.js', {
      enabled: !isDevMode(),
      // After the first paint: what it fetches for later must not hold up what is needed now.
      registrationStrategy: 'registerWhenStable:5000',
    }),
    provideAppInitializer(async () => {
      const words = inject(WordsService);
      const preferences = inject(PreferencesService);
      await words.use(preferences.locale());
    }),
  ],
};
