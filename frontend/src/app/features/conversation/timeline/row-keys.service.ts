import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { MessageActions } from '../message/message-actions.service';
import { MessagePanels } from '../message/message-panels.service';

/** What single keys do with the message that has the focus. */
@Injectable({ providedIn: 'root' })
export class RowKeys {
  private readonly actions = inject(MessageActions);
  private readonly panels = inject(MessagePanels);

  /** True when the key meant something. */
  press(event: KeyboardEvent, message: Message, row: HTMLElement): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey || message.deletedAt) return false;
    const { actions, panels } = this;
    const key = event.key.toLowerCase();
    if (key === 'r' && actions.mayReply(message)) actions.reply(message);
    else if (key === 'e') void panels.reactionPicker(message, row);
    else if (key === 'enter' || key === 'contextmenu') void panels.menu(message, row);
    else if (key === 'delete' && actions.mayDelete(message)) actions.delete(message);
    else return false;
    return true;
  }
}
