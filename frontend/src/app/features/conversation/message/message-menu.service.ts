import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { MessagePanels } from '../../message-panel/message-panels.service';

/** Opens the menu of everything that can be done with a message. */
@Injectable({ providedIn: SessionScope })
export class MessageMenu {
  private readonly panels = inject(MessagePanels);

  open(message: Message, origin: HTMLElement): Promise<void> {
    return this.panels.float({ message, origin }, 'message.actions', () =>
      import('./message-menu.component').then((m) => m.MessageMenuComponent),
    );
  }
}
