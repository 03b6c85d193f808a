import type { Message } from '@litspark/shared-contracts';

/** What a panel about one message is given. */
export interface MessagePanel {
  message: Message;
  /** Where on the screen it was asked for. */
  origin: HTMLElement;
}

/** What a message's menu is given: the panels that it opens in its turn. */
export interface MessageMenuPanel extends MessagePanel {
  panels: Record<
    'reactionPicker' | 'reactions' | 'details' | 'versions',
    (message: Message, origin: HTMLElement) => Promise<void>
  >;
}
