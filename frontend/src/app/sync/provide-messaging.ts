import {
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
} from '@angular/core';
import { SessionService } from '../core/session.service';
import { KeptData } from './kept-data';

/** For the application's providers: takes the session up again, and messaging with it. Doesn't hold up the first paint. */
export function provideMessaging(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideAppInitializer(() => {
      // It hears of every session that ends.
      inject(KeptData);
      void inject(SessionService).restore();
    }),
  ]);
}
