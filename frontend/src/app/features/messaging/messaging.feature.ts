import type { Feature } from '../feature/feature';
import { RefusedCommands } from './refused-commands';
import { ShortcutsService } from './shortcuts.service';

/** What works everywhere in the messaging. */
export const messagingFeature: Feature = {
  name: 'messaging',
  // Part of the frame: a refusal must not come before it.
  services: [() => Promise.resolve(RefusedCommands)],
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
