import { Router } from '@angular/router';
import type { Feature } from '../feature/feature';
import { icons } from './icons';
import { confirmationsUrl, mayFollow } from './may-follow';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    confirmations: typeof words;
  }
}

/** Messages that ask their readers to confirm that they read them. */
export const confirmationsFeature: Feature = {
  name: 'confirmations',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  messageParts: [
    {
      part: 'confirmation',
      place: 'card',
      order: 100,
      load: () => import('./confirmation-card.component').then((m) => m.ConfirmationCardComponent),
    },
  ],
  messageActions: [
    {
      name: 'confirmations',
      label: 'confirmations.follow',
      icon: icons.clipboardCheck,
      order: 560,
      isAvailable: (message, _conversation, { id, isOwner }) => mayFollow(message, id, isOwner),
      run: async ({ injector, message }) => {
        await injector.get(Router).navigate(confirmationsUrl(message));
      },
    },
  ],
  composerActions: [
    {
      name: 'ask-confirmation',
      label: 'confirmations.ask',
      icon: icons.clipboardCheck,
      order: 200,
      place: 'menu',
      isAvailable: ({ kind }, { isOwner }) => kind === 'group' || (kind === 'channel' && isOwner),
      part: { name: 'confirmation', input: {} },
      chip: 'confirmations.asked',
    },
  ],
  panels: [
    {
      path: 'confirmations/:messageId',
      order: 150,
      load: () => import('./confirmations.component').then((m) => m.ConfirmationsComponent),
    },
  ],
  commands: [() => import('./sync/confirmations').then((m) => m.Confirmations)],
  // Loaded beforehand, so that messages can be confirmed without a network too.
  services: [() => import('./sync/confirming.service').then((m) => m.Confirming)],
};
