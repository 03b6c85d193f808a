import type { Feature } from '../feature/feature';
import type words from './texts/fr.json';
import { RefusedCommands } from './refused-commands';
import { moveToColumn } from './frame/columns';
import { ShortcutsService } from './shortcuts.service';
import { UnreadStates } from './unread-states.service';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    messaging: typeof words;
  }
}

/** What works everywhere in the messaging. */
export const messagingFeature: Feature = {
  name: 'messaging',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  // Part of the frame: a refusal must not come before it.
  services: [() => Promise.resolve(RefusedCommands)],
  navigation: [
    {
      name: 'messages',
      label: 'rail.messages',
      icon: 'message-square-text',
      order: 100,
      url: '/',
      places: ['rail', 'bar'],
      count: (injector) => injector.get(UnreadStates).waiting(),
    },
  ],
  shortcuts: [
    {
      name: 'switcher',
      label: 'shortcuts.switcher',
      order: 100,
      caps: ({ modifier }) => [modifier, 'K'],
      global: {
        presses: [{ key: 'k', with: ['command'] }],
        inDialogs: true,
        run: (injector) => injector.get(ShortcutsService).openSwitcher(),
      },
    },
    {
      name: 'next-conversation',
      label: 'shortcuts.next',
      order: 200,
      caps: () => ['Alt', '↑', '↓'],
      global: {
        presses: [
          { key: 'arrowup', with: ['alt'] },
          { key: 'arrowdown', with: ['alt'] },
        ],
        run: (injector, { key }) => injector.get(ShortcutsService).step(key === 'ArrowDown' ? 1 : -1, false),
      },
    },
    {
      name: 'next-unread',
      label: 'shortcuts.nextUnread',
      order: 300,
      caps: () => ['Alt', '⇧', '↑', '↓'],
      global: {
        presses: [
          { key: 'arrowup', with: ['alt', 'shift'] },
          { key: 'arrowdown', with: ['alt', 'shift'] },
        ],
        run: (injector, { key }) => injector.get(ShortcutsService).step(key === 'ArrowDown' ? 1 : -1, true),
      },
    },
    {
      name: 'next-column',
      label: 'shortcuts.columns',
      order: 1_400,
      caps: () => ['F6'],
      global: {
        presses: [{ key: 'f6' }, { key: 'f6', with: ['shift'] }],
        run: (_injector, { shiftKey }) => moveToColumn(shiftKey ? -1 : 1),
      },
    },
    {
      name: 'shortcut-list',
      label: 'shortcuts.list',
      order: 1_500,
      caps: () => ['?'],
      global: {
        presses: [{ key: '?' }],
        run: (injector) => injector.get(ShortcutsService).openShortcutList(),
      },
    },
  ],
};
