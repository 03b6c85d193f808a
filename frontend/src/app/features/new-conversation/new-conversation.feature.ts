import type { Feature } from '../feature/feature';

/** Beginning a conversation. */
export const newConversationFeature: Feature = {
  name: 'new-conversation',
  pages: [
    {
      path: 'new',
      title: 'new.heading',
      load: () => import('./new-conversation.page').then((m) => m.NewConversationPage),
    },
  ],
  switcher: [{ label: 'new.heading', icon: 'square-pen', order: 100, url: '/new' }],
};
