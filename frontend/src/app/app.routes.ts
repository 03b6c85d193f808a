import type { Routes } from '@angular/router';
import type { WordKey } from './core/i18n/word-keys';
import { signedOut } from './features/session/session.guards';

/** What the browser's tab calls a page, as `TabTitle` reads it. */
const heading = (key: WordKey): string => key;

export const appRoutes: Routes = [
  {
    path: 'sign-in',
    title: heading('signIn.heading'),
    canActivate: [signedOut],
    loadComponent: () => import('./features/session/sign-in.page').then((m) => m.SignInPage),
  },
  {
    path: 'setup',
    title: heading('setup.heading'),
    loadComponent: () => import('./features/session/setup.page').then((m) => m.SetupPage),
  },
  {
    path: 'first-run',
    loadComponent: () => import('./features/session/first-run.page').then((m) => m.FirstRunPage),
  },
  { path: '', loadChildren: () => import('./messaging.routes').then((m) => m.messagingRoutes) },
  {
    path: '**',
    title: heading('notFound.heading'),
    loadComponent: () => import('./features/session/not-found.page').then((m) => m.NotFoundPage),
  },
];
