import type { Feature } from '../feature/feature';
import { MessagePanels } from '../message-panel/message-panels.service';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    versions: typeof words;
  }
}

/** What an edited message said before. */
export const versionsFeature: Feature = {
  name: 'versions',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  messageActions: [
    {
      name: 'versions',
      label: 'versions.heading',
      icon: 'rotate-ccw-clock',
      order: 800,
      isAvailable: ({ editedAt }) => editedAt !== null,
      run: ({ injector, message, origin }) =>
        injector
          .get(MessagePanels)
          .open({ message, origin }, 'versions.heading', () =>
            import('./message-versions.dialog').then((m) => m.MessageVersionsDialog),
          ),
    },
  ],
};
