import type { Routes } from '@angular/router';
import type { WordKey } from './core/i18n/word-keys';
import { signedIn, signedOut, admin } from './features/session/session.guards';

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
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./features/messaging/messaging.page').then((m) => m.MessagingPage),
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./features/messaging/nothing-open.page').then((m) => m.NothingOpenPage),
      },
      {
        path: 'c/:conversationId',
        loadComponent: () =>
          import('./features/conversation/conversation.page').then((m) => m.ConversationPage),
        children: [
          {
            path: 'details',
            loadComponent: () =>
              import('./features/details/details.component').then((m) => m.DetailsComponent),
          },
        ],
      },
      {
        path: 'channels',
        title: heading('channels.heading'),
        loadComponent: () => import('./features/channels/channels.page').then((m) => m.ChannelsPage),
      },
      {
        path: 'new',
        title: heading('new.heading'),
        loadComponent: () =>
          import('./features/new-conversation/new-conversation.page').then((m) => m.NewConversationPage),
      },
      {
        path: 'settings',
        title: heading('settings.heading'),
        loadComponent: () => import('./features/settings/settings.page').then((m) => m.SettingsPage),
      },
      {
        path: 'admin/users',
        title: heading('admin.heading'),
        canActivate: [admin],
        loadComponent: () => import('./features/administration/users.page').then((m) => m.UsersPage),
      },
    ],
  },
  {
    path: '**',
    title: heading('notFound.heading'),
    loadComponent: () => import('./features/session/not-found.page').then((m) => m.NotFoundPage),
  },
];
