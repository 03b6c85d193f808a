import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { ApiClient } from '../../../core/api-client';
import { SessionScope } from '../../../core/session-scope';
import { ChangesStore } from '../../../stores/changes.store';
import { MessageAnswers } from '../../message-answers';
import type { Command } from '../command';
import type { CommandKind } from '../command-kind';
import { messageLane, messagePath, type MessageRef, messageRef } from './message-command';

/** How long a deletion is left to the page where it can still be undone, in milliseconds. */
const leftAloneMs = 15_000;

/** A message that is to become a tombstone. */
@Injectable({ providedIn: SessionScope })
export class Deletions implements CommandKind<MessageRef, Message> {
  private readonly api = inject(ApiClient);
  private readonly changes = inject(ChangesStore);
  private readonly answers = inject(MessageAnswers);

  readonly name = 'deletion';
  readonly data = messageRef;
  readonly counted = true;
  readonly restMs = leftAloneMs;
  readonly refusal = 'message.notDeleted';
  readonly lane = messageLane;

  target({ messageId }: MessageRef): string {
    return messageId;
  }

  show(commands: readonly Command<MessageRef>[]): void {
    this.changes.lay(
      this.name,
      new Map(commands.map(({ data }) => [data.messageId, { deleted: true as const }])),
    );
  }

  send(data: MessageRef): Promise<Message> {
    return this.api.persistently('DELETE', messagePath(data));
  }

  done(_data: MessageRef, tombstone: Message): void {
    this.answers.merge(tombstone);
  }
}
