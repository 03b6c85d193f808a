import type { CanActivateFn } from '@angular/router';
import { once } from './session.guards';

export const signedIn: CanActivateFn = (_route, target) =>
  once(
    (session, router) =>
      session.state() === 'signed-in' ||
      router.createUrlTree(['/sign-in'], { queryParams: target.url === '/' ? {} : { back: target.url } }),
  );

export const admin: CanActivateFn = () =>
  once((session, router) => session.user()?.role === 'admin' || router.createUrlTree(['/']));
