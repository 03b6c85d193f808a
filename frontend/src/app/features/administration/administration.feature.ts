import type { Feature } from '../feature/feature';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    administration: typeof words;
  }
}

/** The people who may sign in. */
export const administrationFeature: Feature = {
  name: 'administration',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  administration: [
    {
      path: 'users',
      title: 'admin.heading',
      icon: 'users',
      order: 100,
      load: () => import('./users.page').then((m) => m.UsersPage),
      row: { path: ':userId', load: () => import('./user.panel').then((m) => m.UserPanel) },
    },
  ],
  navigation: [
    {
      name: 'administration',
      label: 'rail.admin',
      title: 'rail.administration',
      icon: 'shield',
      order: 900,
      url: '/admin',
      places: ['rail-foot'],
      isVisible: ({ role }) => role === 'admin',
    },
  ],
};
