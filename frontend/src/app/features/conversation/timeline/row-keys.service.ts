import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { AvailableActions } from '../message/available-actions.service';
import { MessageMenu } from '../message/message-menu.service';

/** What single keys do with the message that has the focus. */
@Injectable({ providedIn: SessionScope })
export class RowKeys {
  private readonly available = inject(AvailableActions);
  private readonly menu = inject(MessageMenu);

  /** True when the key meant something. */
  press(event: KeyboardEvent, message: Message, row: HTMLElement): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey || message.deletedAt) return false;
    const pressed = event.key.toLowerCase();
    const action = this.available.of(message).find(({ key }) => key?.press === pressed);
    if (action) this.available.run(action, message, row);
    else if (pressed === 'enter' || pressed === 'contextmenu') void this.menu.open(message, row);
    else return false;
    return true;
  }
}
