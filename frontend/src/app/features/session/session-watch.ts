import { Injectable, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { SessionService } from '../../core/session.service';

/** Brings people to the sign-in page when their session ends, and back to where they were after it. */
@Injectable({ providedIn: 'root' })
export class SessionWatch {
  constructor() {
    const router = inject(Router);
    inject(SessionService)
      .ended$.pipe(takeUntilDestroyed())
      .subscribe((why) => {
        if (why === 'replaced') return void router.navigateByUrl('/');
        const queryParams = why === 'expired' ? { ended: 'expired', back: router.url } : {};
        void router.navigate(['/sign-in'], { queryParams });
      });
  }
}
