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
import { provideToastr, ToastrService } from 'ngx-toastr';
import { appRoutes } from './app.routes';
import { WordsLoader } from './core/i18n/words-loader';
import { WordsService } from './core/i18n/words.service';
import { PreferencesService } from './core/preferences.service';
import { provideInSession } from './core/session-scope';
import { TabTitle } from './features/messaging/tab-title';
import { ToastComponent } from './features/notifications/toast.component';
import { provideMessaging } from './sync/provide-messaging';

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
    provideToastr({
      toastComponent: ToastComponent,
      positionClass: 'toast-corner',
      maxOpened: 3,
      newestOnTop: true,
      timeOut: 5_000,
      extendedTimeOut: 1_500,
      progressBar: false,
      tapToDismiss: false,
    }),
    // Toasts find the services of the session whose service shows them.
    provideInSession(ToastrService),
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
