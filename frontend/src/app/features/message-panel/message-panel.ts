import type { Message } from '@litspark/shared-contracts';

/** What a panel about one message is given. */
export interface MessagePanel {
  message: Message;
  /** Where on the screen it was asked for. */
  origin: HTMLElement;
}
