import type { Feature } from '../feature/feature';
import { MessagePanels } from '../message-panel/message-panels.service';

/** What an edited message said before. */
export const versionsFeature: Feature = {
  name: 'versions',
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
