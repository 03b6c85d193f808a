import type { Routes } from '@angular/router';
import type { FrameData } from './features/feature/feature';
import { administrationRoutes, pageRoutes, panelRoutes } from './features/feature/feature-routes';
import { featuresReady } from './features/feature/features-ready.guard';
import * as listed from './features/features';
import { MessagingPage } from './features/messaging/messaging.page';
import { admin, signedIn } from './features/session/member.guards';

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
      { path: 'admin', canActivate: [admin], children: administrationRoutes(features) },
      ...pageRoutes(features),
    ],
  },
];
