import {
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
  provideEnvironmentInitializer,
} from '@angular/core';
import { provideInSession } from '../core/session-scope';
import { SessionService } from '../core/session.service';
import { provideMessagingCommands } from './commands/provide-commands';
import { KeptData } from './kept-data';
import { SessionStart } from './session-start';

/** For the application's providers: takes the session up again, and messaging with it. Doesn't hold up the first paint. */
export function provideMessaging(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideInSession(
      provideMessagingCommands(),
      provideEnvironmentInitializer(() => void inject(SessionStart)),
    ),
    provideAppInitializer(() => {
      // It hears of every session that ends.
      inject(KeptData);
      void inject(SessionService).restore();
    }),
  ]);
}
