import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { CommandLog } from '../../../sync/commands/command-log.service';
import { Confirmations } from './confirmations';

/** Confirming that one has read a message: on the screen at once, sent as soon as there is a network. */
@Injectable({ providedIn: SessionScope })
export class Confirming {
  private readonly log = inject(CommandLog);
  private readonly confirmations = inject(Confirmations);

  confirm({ id: messageId, conversationId, parts }: Message): void {
    const at = new Date().toISOString();
    const count = parts.confirmation?.count ?? 0;
    this.log.add(this.confirmations, { conversationId, messageId, at, count });
  }
}
