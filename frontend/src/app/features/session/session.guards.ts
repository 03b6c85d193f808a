import { inject } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { type CanActivateFn, Router, type UrlTree } from '@angular/router';
import { filter, map, take } from 'rxjs';
import { SessionService } from '../../core/session.service';

/** Decides once the session at start was restored or found gone. */
export const once = (decide: (session: SessionService, router: Router) => boolean | UrlTree) => {
  const session = inject(SessionService);
  const router = inject(Router);
  return toObservable(session.state).pipe(
    filter((state) => state !== 'restoring'),
    take(1),
    map(() => decide(session, router)),
  );
};

export const signedOut: CanActivateFn = () =>
  once((session, router) => session.state() === 'signed-out' || router.createUrlTree(['/']));
