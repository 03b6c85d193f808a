import type { Feature, MessageTarget } from '../feature/feature';
import { MessagePanels } from '../message-panel/message-panels.service';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    reactions: typeof words;
  }
}

const who = ({ injector, message, origin }: MessageTarget) =>
  injector
    .get(MessagePanels)
    .open({ message, origin }, 'reactions.who', () =>
      import('./message-reactions.dialog').then((m) => m.MessageReactionsDialog),
    );

/** Emojis under a message: adding one, and who did. */
export const reactionsFeature: Feature = {
  name: 'reactions',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  messageActions: [
    {
      name: 'react',
      label: 'reactions.add',
      icon: 'face-slightly-smiling-plus',
      order: 100,
      hoverBar: 'always',
      key: { press: 'e', cap: 'E', label: 'shortcuts.react', order: 1_000 },
      run: ({ injector, message, origin }) =>
        injector
          .get(MessagePanels)
          .float({ message, origin }, 'reactions.add', () =>
            import('./reaction-picker.component').then((m) => m.ReactionPickerComponent),
          ),
    },
    {
      name: 'reactions',
      label: 'reactions.who',
      icon: 'users',
      order: 700,
      isAvailable: ({ reactions }) => reactions.length > 0,
      run: who,
    },
  ],
  commands: [() => import('./sync/reactions').then((m) => m.Reactions)],
};
