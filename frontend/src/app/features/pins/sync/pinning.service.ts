import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { CommandLog } from '../../../sync/commands/command-log.service';
import { Pins } from './pins';

/** Pinning messages: on the screen at once, and back as it was where the server refuses. */
@Injectable({ providedIn: SessionScope })
export class Pinning {
  private readonly log = inject(CommandLog);
  private readonly pins = inject(Pins);

  /** Pins the message or takes its pin away; the last call counts. */
  set({ id: messageId, conversationId }: Message, pinned: boolean): void {
    const at = new Date().toISOString();
    this.log.add(this.pins, { conversationId, messageId, pinned, at });
  }
}
