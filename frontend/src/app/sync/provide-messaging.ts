import { type EnvironmentProviders, inject, provideAppInitializer } from '@angular/core';
import { SessionService } from '../core/session.service';
import { Lifecycle } from './lifecycle';
import { MessageDeletion } from './message-deletion.service';

/** For the application's providers: takes the session up again, and messaging with it. Doesn't hold up the first paint. */
export function provideMessaging(): EnvironmentProviders {
  return provideAppInitializer(() => {
    inject(Lifecycle);
    inject(MessageDeletion);
    void inject(SessionService).restore();
  });
}
