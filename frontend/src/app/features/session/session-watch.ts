import { inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type SessionEnd, SessionService } from '../../core/session.service';

/**
 * Brings people to the sign-in page when their session ends, and back to where they were after it. Outlives sessions: it
 * leads from one to the next.
 */
@Injectable({ providedIn: 'root' })
export class SessionWatch {
  private readonly router = inject(Router);
  private readonly isLeaving = signal(false);

  /** The session is over, and its page still open. */
  readonly leaving = this.isLeaving.asReadonly();

  constructor() {
    inject(SessionService).ended$.subscribe((why) => void this.leave(why));
  }

  private async leave(why: SessionEnd): Promise<void> {
    this.isLeaving.set(true);
    try {
      await this.goOn(why);
    } finally {
      this.isLeaving.set(false);
    }
  }

  private async goOn(why: SessionEnd): Promise<void> {
    if (why === 'replaced') return void (await this.router.navigateByUrl('/'));
    const queryParams = why === 'expired' ? { ended: 'expired', back: this.router.url } : {};
    await this.router.navigate(['/sign-in'], { queryParams });
  }
}
