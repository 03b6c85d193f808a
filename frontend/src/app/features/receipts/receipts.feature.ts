import type { Feature } from '../feature/feature';
import { MessagePanels } from '../message-panel/message-panels.service';

/** How far a message has come: who has it, and who has read it. */
export const receiptsFeature: Feature = {
  name: 'receipts',
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
