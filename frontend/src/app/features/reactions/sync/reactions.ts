import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import * as z from 'zod';
import { SessionScope } from '../../../core/session-scope';
import { ChangesStore } from '../../../stores/changes.store';
import { OwnReactionsStore } from '../../../stores/own-reactions.store';
import { MessageAnswers } from '../../../sync/message-answers';
import type { Command } from '../../../sync/commands/command';
import type { CommandKind } from '../../../sync/commands/command-kind';
import { messageLane, messageRef } from '../../../sync/commands/kinds/message-command';
import { ReactionsApi } from './reactions.api';

const reaction = messageRef.extend({ emoji: z.string(), present: z.boolean() });
type Reacting = z.infer<typeof reaction>;

/** One's own reaction, added or taken back: the last click counts. */
@Injectable({ providedIn: SessionScope })
export class Reactions implements CommandKind<Reacting, Message> {
  private readonly api = inject(ReactionsApi);
  private readonly changes = inject(ChangesStore);
  private readonly answers = inject(MessageAnswers);
  private readonly own = inject(OwnReactionsStore);

  readonly name = 'reaction';
  readonly data = reaction;
  readonly counted = true;
  readonly noteTries = true;
  readonly refusal = 'reactions.failed';
  readonly lane: (data: Reacting) => string = messageLane;

  target({ messageId, emoji }: Reacting): string {
    return `${messageId} ${emoji}`;
  }

  merge(earlier: Reacting, later: Reacting): Reacting | null {
    return earlier.present === later.present ? later : null;
  }

  show(commands: readonly Command<Reacting>[]): void {
    const changes = new Map<string, { reactions: Map<string, boolean> }>();
    for (const { data } of commands) {
      const change = changes.get(data.messageId) ?? { reactions: new Map<string, boolean>() };
      change.reactions.set(data.emoji, data.present);
      changes.set(data.messageId, change);
    }
    this.changes.lay(this.name, changes);
  }

  send(data: Reacting): Promise<Message> {
    return this.api.set(data, data.emoji, data.present);
  }

  done({ emoji, present }: Reacting, message: Message): void {
    // Past the first 50 the answer doesn't say so itself.
    this.own.set(message.id, emoji, { revision: message.revision, mine: present });
    this.answers.merge(message);
  }
}
