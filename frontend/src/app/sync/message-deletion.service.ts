import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../core/session-scope';
import { CommandLog } from './commands/command-log.service';
import { Deletions } from './commands/kinds/deletions';

export interface UndoableDeletion {
  /** Shows the message again; does nothing once the deletion is on its way. */
  readonly undo: () => void;
  /** Nobody will undo it any more: it goes to the server. */
  readonly commit: () => void;
}

/**
 * Deletes messages: a tombstone on the screen at once, the server hears of it once it can't be undone any more, or when
 * the page is left.
 */
@Injectable({ providedIn: SessionScope })
export class MessageDeletion {
  private readonly log = inject(CommandLog);
  private readonly deletions = inject(Deletions);

  delete({ id: messageId, conversationId }: Message): UndoableDeletion {
    const id = this.log.add(this.deletions, { conversationId, messageId });
    let undoable = true;
    const settle = (how: () => void) => () => {
      if (undoable) how();
      undoable = false;
    };
    return { undo: settle(() => this.log.drop(id)), commit: settle(() => this.log.release(id)) };
  }
}
