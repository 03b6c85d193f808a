import { inject, Injectable } from '@angular/core';
import type { Message, Pin } from '@litspark/shared-contracts';
import * as z from 'zod';
import { SessionScope } from '../../../core/session-scope';
import { SessionService } from '../../../core/session.service';
import { ChangesStore } from '../../../stores/changes.store';
import type { Command } from '../../../sync/commands/command';
import type { CommandKind } from '../../../sync/commands/command-kind';
import { messageLane, messageRef } from '../../../sync/commands/kinds/message-command';
import { MessageAnswers } from '../../../sync/message-answers';
import { PinsApi } from './pins.api';

/** `at`: when it was asked for, as is shown until the server has its own time. */
const pinning = messageRef.extend({ pinned: z.boolean(), at: z.string() });
type PinningCommand = z.infer<typeof pinning>;

/** A pin, set or taken away: the last click counts. */
@Injectable({ providedIn: SessionScope })
export class Pins implements CommandKind<PinningCommand, Message> {
  private readonly api = inject(PinsApi);
  private readonly session = inject(SessionService);
  private readonly changes = inject(ChangesStore);
  private readonly answers = inject(MessageAnswers);

  readonly name = 'pin';
  readonly data = pinning;
  readonly counted = true;
  readonly noteTries = true;
  readonly refusal = 'pins.failed';
  readonly lane: (data: PinningCommand) => string = messageLane;

  target({ messageId }: PinningCommand): string {
    return messageId;
  }

  merge(earlier: PinningCommand, later: PinningCommand): PinningCommand | null {
    return earlier.pinned === later.pinned ? earlier : null;
  }

  show(commands: readonly Command<PinningCommand>[]): void {
    const userId = this.session.user()?.id ?? '';
    const stateOf = ({ pinned, at }: PinningCommand): Pin | null => (pinned ? { userId, at } : null);
    this.changes.lay(
      this.name,
      new Map(commands.map(({ data }) => [data.messageId, { parts: { pin: stateOf(data) } }])),
    );
  }

  send(data: PinningCommand): Promise<Message> {
    return this.api.set(data, data.pinned);
  }

  done(_data: PinningCommand, message: Message): void {
    this.answers.merge(message);
  }
}
