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
  navigation: [
    {
      name: 'channels',
      label: 'channels.heading',
      icon: 'hash',
      order: 600,
      url: '/channels',
      places: ['rail', 'bar'],
    },
  ],
  switcher: [{ label: 'channels.browse', icon: 'hash', order: 200, url: '/channels' }],
};
