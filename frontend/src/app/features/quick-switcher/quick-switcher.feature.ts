import type { Feature } from '../feature/feature';

/** Going anywhere by a few letters: by Ctrl K where there are keys, on a page of its own from the bar of a phone. */
export const quickSwitcherFeature: Feature = {
  name: 'quick-switcher',
  pages: [
    {
      path: 'search',
      title: 'rail.search',
      load: () => import('./search.page').then((m) => m.SearchPage),
    },
  ],
  navigation: [
    { name: 'search', label: 'rail.search', icon: 'search', order: 700, url: '/search', places: ['bar'] },
  ],
};
