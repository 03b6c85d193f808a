import type { Routes } from '@angular/router';
import { signedIn, signedOut, admin } from './features/session/session.guards';

export const appRoutes: Routes = [
  {
    path: 'sign-in',
    canActivate: [signedOut],
    loadComponent: () => import('./features/session/sign-in.page').then((m) => m.SignInPage),
  },
  { path: 'setup', loadComponent: () => import('./features/session/setup.page').then((m) => m.SetupPage) },
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
        loadComponent: () => import('./features/channels/channels.page').then((m) => m.ChannelsPage),
      },
      {
        path: 'new',
        loadComponent: () =>
          import('./features/new-conversation/new-conversation.page').then((m) => m.NewConversationPage),
      },
      {
        path: 'settings',
        loadComponent: () => import('./features/settings/settings.page').then((m) => m.SettingsPage),
      },
      {
        path: 'admin/users',
        canActivate: [admin],
        loadComponent: () => import('./features/administration/users.page').then((m) => m.UsersPage),
      },
    ],
  },
  {
    path: '**',
    loadComponent: () => import('./features/session/not-found.page').then((m) => m.NotFoundPage),
  },
];
