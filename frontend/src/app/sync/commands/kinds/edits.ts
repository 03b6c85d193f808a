import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import * as z from 'zod';
import { ApiClient } from '../../../core/api-client';
import { ApiError } from '../../../core/api-error';
import { SessionScope } from '../../../core/session-scope';
import { ChangesStore } from '../../../stores/changes.store';
import type { MessageChange } from '../../../stores/message-change';
import { MessageAnswers } from '../../message-answers';
import type { Command } from '../command';
import type { CommandKind } from '../command-kind';
import { messageLane, messagePath, messageRef } from './message-command';

const edit = messageRef.extend({
  /** The message's as this person saw it. */
  revision: z.int(),
  /** When it had been edited last as this person saw it. */
  editedAt: z.string().nullable(),
  /** The body that this person saw. */
  from: z.string(),
  to: z.string(),
});
export type Edit = z.infer<typeof edit>;

/** Somebody who reacts changes the revision too: so often an edit is tried again over the same body. */
const mostTries = 5;

/**
 * A new body for one's own message. It replaces only what this person saw: where the message says something else by
 * now, or the server won't have the text, the text stays in the log as the message's `refused`.
 */
@Injectable({ providedIn: SessionScope })
export class Edits implements CommandKind<Edit, Message> {
  private readonly api = inject(ApiClient);
  private readonly changes = inject(ChangesStore);
  private readonly answers = inject(MessageAnswers);

  readonly name = 'edit';
  readonly data = edit;
  readonly counted = true;
  readonly noteTries = true;
  readonly lane: (data: Edit) => string = messageLane;

  target({ messageId }: Edit): string {
    return messageId;
  }

  /** Back to what was there is no edit. */
  merge(earlier: Edit, { to }: Edit): Edit | null {
    return earlier.from === to ? null : { ...earlier, to };
  }

  show(commands: readonly Command<Edit>[]): void {
    const changes = new Map<string, MessageChange>();
    for (const { data, state, error } of commands) {
      const refused = state === 'refused' && error;
      changes.set(data.messageId, refused ? { refused: { body: data.to, error } } : { body: data.to });
    }
    this.changes.lay(this.name, changes);
  }

  async send(data: Edit): Promise<Message> {
    let { revision } = data;
    for (let tries = 1; ; tries += 1) {
      try {
        const body = { body: data.to, expectedRevision: revision };
        return await this.api.persistently<Message>('PATCH', messagePath(data), body);
      } catch (thrown) {
        if (ApiError.from(thrown).code !== 'CONFLICT') throw thrown;
        const present = await this.answers.get(data.conversationId, data.messageId);
        // A try whose answer was lost had arrived.
        if (present.body === data.to) return present;
        if (!isAsSeen(present, data) || tries === mostTries) {
          this.answers.merge(present);
          throw thrown;
        }
        revision = present.revision;
      }
    }
  }

  done(_data: Edit, saved: Message): void {
    this.answers.merge(saved);
  }

  rebase(later: Edit, { revision, editedAt, body }: Message): Edit {
    return { ...later, revision, editedAt, from: body };
  }

  /** Where nobody will see the message again, nobody can decide. */
  keepsRefused({ code }: ApiError): boolean {
    return code !== 'NOT_FOUND';
  }
}

/** The same words aren't enough: they may have been changed and changed back since. */
function isAsSeen(present: Message, { from, editedAt }: Edit): boolean {
  return !present.deletedAt && present.body === from && present.editedAt === editedAt;
}
