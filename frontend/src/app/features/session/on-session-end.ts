import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { SessionService } from '../../core/session.service';

/** Calls back whenever a session ends, for as long as the component lives: what was open in it is closed. */
export function onSessionEnd(call: () => void): void {
  inject(SessionService).ended$.pipe(takeUntilDestroyed()).subscribe(call);
}
