import type { Feature } from '../feature/feature';

/** What a person sets for themselves. */
export const settingsFeature: Feature = {
  name: 'settings',
  pages: [
    {
      path: 'settings',
      title: 'settings.heading',
      load: () => import('./settings.page').then((m) => m.SettingsPage),
    },
  ],
  navigation: [
    {
      name: 'settings',
      label: 'settings.heading',
      icon: 'settings',
      order: 300,
      url: '/settings',
      places: ['own-menu'],
    },
  ],
  switcher: [{ label: 'settings.heading', icon: 'settings', order: 300, url: '/settings' }],
  settings: [
    {
      name: 'profile',
      label: 'settings.profile',
      order: 100,
      load: () => import('./profile.component').then((m) => m.ProfileComponent),
    },
    {
      name: 'appearance',
      label: 'settings.appearance',
      order: 200,
      load: () => import('./appearance.component').then((m) => m.AppearanceComponent),
    },
    {
      name: 'password',
      label: 'settings.password',
      order: 300,
      load: () => import('./password.component').then((m) => m.PasswordComponent),
    },
    {
      name: 'more',
      label: 'settings.more',
      order: 1_000,
      load: () => import('./more.component').then((m) => m.MoreComponent),
    },
  ],
};
