import type { Feature } from '../feature/feature';
import type { Shortcut } from '../feature/shortcut';
import { messageActions } from './message-actions';

/** What keys do in the timeline and the composer, which act on them themselves. */
const shortcuts: readonly Shortcut[] = [
  { name: 'rows', label: 'shortcuts.rows', order: 400, caps: () => ['↑', '↓'] },
  {
    name: 'send',
    label: 'shortcuts.send',
    order: 500,
    caps: ({ enterSends, modifier }) => (enterSends ? ['↵'] : [modifier, '↵']),
  },
  {
    name: 'new-line',
    label: 'shortcuts.newLine',
    order: 600,
    caps: ({ enterSends }) => (enterSends ? ['⇧', '↵'] : ['↵']),
  },
  { name: 'mention', label: 'shortcuts.mention', order: 700, caps: () => ['@'] },
  { name: 'edit-last', label: 'shortcuts.editLast', order: 800, caps: () => ['↑'] },
  { name: 'message-menu', label: 'shortcuts.menu', order: 1_100, caps: () => ['↵'] },
  { name: 'inside-message', label: 'shortcuts.inside', order: 1_200, caps: () => ['→', 'Esc'] },
  { name: 'back', label: 'shortcuts.back', order: 1_400, caps: () => ['Esc'] },
];

/** Reading and writing in one conversation. */
export const conversationFeature: Feature = {
  name: 'conversation',
  messageActions,
  composerActions: [
    {
      name: 'mention',
      label: 'composer.mention',
      icon: 'at-sign',
      order: 300,
      place: 'tool',
      isAvailable: ({ kind }) => kind !== 'direct',
      run: ({ insert }) => insert('@'),
    },
  ],
  shortcuts,
};
