import type { Routes } from '@angular/router';
import type { WordKey } from './core/i18n/word-keys';
import type { FrameData, ListColumn } from './features/feature/feature';
import {
  administrationRoutes,
  pageRoutes,
  panelRoutes,
  settingsRoutes,
} from './features/feature/feature-routes';
import { featuresReady } from './features/feature/features-ready.guard';
import * as listed from './features/features';
import { MessagingPage } from './features/messaging/messaging.page';
import { admin, signedIn } from './features/session/member.guards';

/** What the browser's tab calls a page, as `TabTitle` reads it. */
const heading = (key: WordKey): string => key;
const firstPage = () => import('./features/messaging/frame/first-page').then((m) => m.FirstPage);
const settingsColumn: ListColumn = {
  at: '/settings',
  load: () => import('./features/settings/settings-list.component').then((m) => m.SettingsListComponent),
};

const administrationColumn: ListColumn = {
  at: '/admin',
  width: 240,
  load: () =>
    import('./features/administration/administration-list.component').then(
      (m) => m.AdministrationListComponent,
    ),
};

const features = Object.values(listed);

/** Everything after sign-in, in a file of its own: what features declare costs the sign-in page nothing. */
export const messagingRoutes: Routes = [
  {
    path: '',
    canActivate: [signedIn, featuresReady(features)],
    component: MessagingPage,
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
        data: { withoutBar: true } satisfies FrameData,
        children: panelRoutes(features),
      },
      {
        path: 'admin',
        title: heading('rail.administration'),
        canActivate: [admin],
        data: { list: administrationColumn } satisfies FrameData,
        children: [
          { path: '', pathMatch: 'full', loadComponent: firstPage, data: { first: '/admin/users' } },
          ...administrationRoutes(features),
        ],
      },
      {
        path: 'settings',
        title: heading('settings.heading'),
        data: { list: settingsColumn } satisfies FrameData,
        children: [
          {
            path: '',
            pathMatch: 'full',
            loadComponent: firstPage,
            data: { first: '/settings/profile' },
          },
          ...settingsRoutes(features, () =>
            import('./features/settings/settings.page').then((m) => m.SettingsPage),
          ),
        ],
      },
      ...pageRoutes(features),
    ],
  },
];
