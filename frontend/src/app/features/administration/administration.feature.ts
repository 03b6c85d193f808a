import type { Feature } from '../feature/feature';

/** The people who may sign in. */
export const administrationFeature: Feature = {
  name: 'administration',
  administration: [
    {
      path: 'users',
      title: 'admin.heading',
      icon: 'users',
      order: 100,
      load: () => import('./users.page').then((m) => m.UsersPage),
    },
  ],
  navigation: [
    {
      name: 'administration',
      label: 'rail.admin',
      title: 'rail.administration',
      icon: 'shield',
      order: 900,
      url: '/admin/users',
      places: ['rail-foot'],
      isVisible: ({ role }) => role === 'admin',
    },
  ],
};
