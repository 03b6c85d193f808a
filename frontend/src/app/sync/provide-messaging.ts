import {
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
} from '@angular/core';
import { SessionService } from '../core/session.service';
import { provideCommandKinds } from './commands/command-kind';
import { Pins } from './commands/kinds/pins';
import { provideMessagingCommands } from './commands/provide-commands';
import { Lifecycle } from './lifecycle';

/** For the application's providers: takes the session up again, and messaging with it. Doesn't hold up the first paint. */
export function provideMessaging(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideMessagingCommands(),
    provideCommandKinds(Pins),
    provideAppInitializer(() => {
      inject(Lifecycle);
      void inject(SessionService).restore();
    }),
  ]);
}
