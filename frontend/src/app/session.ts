import { inject, provideEnvironmentInitializer } from '@angular/core';
import { provideToastr, ToastrService } from 'ngx-toastr';
import type { Providers } from './core/session-scope';
import { sessionNotice } from './features/notices/session-notice';
import { UnkeptNoticeComponent } from './features/notices/unkept-notice.component';
import { UpdateLooks } from './features/notices/update-looks.service';
import { ToastComponent } from './features/notifications/toast.component';
import { provideMessagingCommands } from './sync/commands/provide-commands';
import { SessionStart } from './sync/session-start';

/** What the injector of a session provides, in a file of its own: the sign-in page needs none of it. */
export const providers: readonly Providers[] = [
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
  ToastrService,
  provideMessagingCommands(),
  { provide: sessionNotice, useValue: UnkeptNoticeComponent },
  provideEnvironmentInitializer(() => {
    inject(SessionStart);
    inject(UpdateLooks);
  }),
];
