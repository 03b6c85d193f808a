import { Dialog } from '@angular/cdk/dialog';
import { inject } from '@angular/core';
import { onSessionEnd } from '../session/public';
import { SnackService } from './snack.service';

/** Closes the dialogs, and takes what could still be undone away: neither is for whoever comes next. */
export function closeAtSessionEnd(): void {
  const dialog = inject(Dialog);
  const snack = inject(SnackService);
  onSessionEnd(() => {
    dialog.closeAll();
    snack.drop();
  });
}
