import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { CommandLog } from '../../../sync/commands/command-log.service';
import { Reactions } from './reactions';

/** One's own reactions: on the screen at once, and back as they were where the server refuses. */
@Injectable({ providedIn: SessionScope })
export class Reacting {
  private readonly log = inject(CommandLog);
  private readonly reactions = inject(Reactions);

  /** Adds one's own reaction or takes it back; the last call counts. */
  set({ id: messageId, conversationId }: Message, emoji: string, present: boolean): void {
    this.log.add(this.reactions, { conversationId, messageId, emoji, present });
  }
}
