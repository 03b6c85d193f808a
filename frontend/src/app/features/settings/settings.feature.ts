import type { Feature } from '../feature/feature';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    settings: typeof words;
  }
}

/** What a person sets for themselves. Its pages are children of `/settings`, which the routes of the messaging declare. */
export const settingsFeature: Feature = {
  name: 'settings',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  navigation: [
    {
      name: 'profile',
      label: 'settings.profile',
      icon: 'user',
      order: 100,
      url: '/settings/profile',
      places: ['own-menu'],
    },
    {
      name: 'appearance',
      label: 'settings.appearance',
      icon: 'palette',
      order: 200,
      url: '/settings/appearance',
      places: ['own-menu'],
    },
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
      text: 'settings.profileText',
      icon: 'user',
      order: 100,
      load: () => import('./profile.component').then((m) => m.ProfileComponent),
    },
    {
      name: 'appearance',
      label: 'settings.appearance',
      text: 'settings.appearanceText',
      icon: 'palette',
      order: 200,
      load: () => import('./appearance.component').then((m) => m.AppearanceComponent),
    },
    {
      name: 'security',
      label: 'settings.security',
      text: 'settings.securityText',
      icon: 'lock',
      order: 400,
      load: () => import('./password.component').then((m) => m.PasswordComponent),
    },
    {
      name: 'language',
      label: 'settings.language',
      text: 'settings.languageText',
      icon: 'languages',
      order: 600,
      load: () => import('./language.component').then((m) => m.LanguageComponent),
    },
  ],
};
