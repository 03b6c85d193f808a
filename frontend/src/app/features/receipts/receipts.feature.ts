import type { Feature } from '../feature/feature';
import { MessagePanels } from '../message-panel/message-panels.service';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    receipts: typeof words;
  }
}

/** How far a message has come: who has it, and who has read it. */
export const receiptsFeature: Feature = {
  name: 'receipts',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  messageActions: [
    {
      name: 'details',
      label: 'receipts.heading',
      icon: 'check-check',
      order: 600,
      run: ({ injector, message, origin }) =>
        injector
          .get(MessagePanels)
          .open({ message, origin }, 'receipts.heading', () =>
            import('./message-details.dialog').then((m) => m.MessageDetailsDialog),
          ),
    },
  ],
};
