import type { Feature } from '../feature/feature';

/** Finding public channels. */
export const channelsFeature: Feature = {
  name: 'channels',
  pages: [
    {
      path: 'channels',
      title: 'channels.heading',
      load: () => import('./channels.page').then((m) => m.ChannelsPage),
    },
  ],
  switcher: [{ label: 'channels.browse', icon: 'compass', order: 200, url: '/channels' }],
};
