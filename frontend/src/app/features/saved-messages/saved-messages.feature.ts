import { Items } from '../../sync/items/items.service';
import type { Feature } from '../feature/feature';
import { loadedAhead } from '../feature/loaded-ahead';
import { icons } from './icons';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    savedMessages: typeof words;
  }
}

const saving = loadedAhead(() => import('./saving.service').then((m) => m.Saving));

/** Messages that somebody keeps to come back to. */
export const savedMessagesFeature: Feature = {
  name: 'saved-messages',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  itemKinds: [{ kind: 'saved_message', refusal: 'saved.notSaved' }],
  messageActions: [
    {
      name: 'save',
      label: 'saved.save',
      icon: icons.bookmark,
      order: 250,
      hoverBar: 'always',
      key: { press: 's', cap: 'S', label: 'saved.shortcut', order: 950 },
      whileOn: {
        label: 'saved.unsave',
        icon: icons.bookmarkX,
        isOn: ({ id }, injector) => injector.get(Items).has('saved_message', id),
      },
      run: ({ injector, message, origin }) =>
        saving.use(injector, (service) => service.toggle(message, origin)),
    },
  ],
  messageMarks: [
    {
      name: 'saved',
      order: 200,
      isShown: ({ id, deletedAt }, injector) => !deletedAt && injector.get(Items).has('saved_message', id),
      load: () => import('./saved-mark.component').then((m) => m.SavedMarkComponent),
    },
  ],
  pages: [
    {
      path: 'saved',
      title: 'saved.heading',
      load: () => import('./saved.page').then((m) => m.SavedPage),
    },
  ],
  navigation: [
    {
      name: 'saved',
      label: 'saved.heading',
      icon: icons.bookmark,
      order: 400,
      url: '/saved',
      places: ['rail', 'bar'],
      count: (injector) => injector.get(Items).count('saved_message', ({ doneAt }) => doneAt === null),
    },
  ],
  switcher: [{ label: 'saved.heading', icon: icons.bookmark, order: 150, url: '/saved' }],
  shortcuts: [
    {
      name: 'saved',
      label: 'saved.shortcuts',
      order: 1_250,
      caps: () => [{ text: 'saved.space' }, 'N', 'R', { text: 'key.delete' }],
    },
  ],
  // Loaded beforehand, so that messages can be saved without a network too.
  services: [saving.load],
};
