import type { Feature } from '../feature/feature';

/** About a conversation: who takes part, what it is called. */
export const detailsFeature: Feature = {
  name: 'details',
  panels: [
    {
      path: 'details',
      order: 900,
      load: () => import('./details.component').then((m) => m.DetailsComponent),
      button: { label: 'details.heading', icon: 'panel-right', narrowIcon: 'ellipsis-vertical' },
    },
  ],
};
