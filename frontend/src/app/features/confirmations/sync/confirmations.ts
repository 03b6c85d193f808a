import { inject, Injectable } from '@angular/core';
import type { Confirmed } from '@litspark/shared-contracts';
import * as z from 'zod';
import { SessionScope } from '../../../core/session-scope';
import type { Command } from '../../../sync/commands/command';
import type { CommandKind } from '../../../sync/commands/command-kind';
import { messageLane, messageRef } from '../../../sync/commands/kinds/message-command';
import { ConfirmationsApi } from './confirmations.api';
import { OwnConfirmations } from './own-confirmations.service';

const confirming = messageRef.extend({
  /** When it was confirmed, as is shown until the server has its own time. */
  at: z.string(),
  /** How many had confirmed, as this person saw it. */
  count: z.int(),
});
type ConfirmingCommand = z.infer<typeof confirming>;

/** That one has read a message: said once, and not taken back. */
@Injectable({ providedIn: SessionScope })
export class Confirmations implements CommandKind<ConfirmingCommand, Confirmed> {
  private readonly api = inject(ConfirmationsApi);
  private readonly own = inject(OwnConfirmations);

  readonly name = 'confirmation';
  readonly data = confirming;
  readonly counted = true;
  readonly refusal = 'confirmations.failed';
  readonly lane: (data: ConfirmingCommand) => string = messageLane;

  target({ messageId }: ConfirmingCommand): string {
    return messageId;
  }

  merge(earlier: ConfirmingCommand): ConfirmingCommand {
    return earlier;
  }

  show(commands: readonly Command<ConfirmingCommand>[]): void {
    this.own.lay(new Map(commands.map(({ data }) => [data.messageId, ownOf(data)])));
  }

  send(data: ConfirmingCommand): Promise<Confirmed> {
    return this.api.confirm(data);
  }

  done(data: ConfirmingCommand, { at }: Confirmed): void {
    this.own.know(data.messageId, ownOf({ ...data, at }));
  }
}

const ownOf = ({ at, count }: ConfirmingCommand) => ({ at, leastCount: count + 1 });
