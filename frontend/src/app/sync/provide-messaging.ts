import {
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
} from '@angular/core';
import { SessionService } from '../core/session.service';
import { provideMessagingCommands } from './commands/provide-commands';
import { Lifecycle } from './lifecycle';

/** For the application's providers: takes the session up again, and messaging with it. Doesn't hold up the first paint. */
export function provideMessaging(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideMessagingCommands(),
    provideAppInitializer(() => {
      inject(Lifecycle);
      void inject(SessionService).restore();
    }),
  ]);
}
