import { inject, Injectable } from '@angular/core';
import type { Message, MessageVersions } from '@litspark/shared-contracts';
import type { Observable } from 'rxjs';
import { ApiClient } from '../core/api-client';
import type { ApiError } from '../core/api-error';
import { SessionScope } from '../core/session-scope';
import { CommandLog } from './commands/command-log.service';
import { type Edit, Edits } from './commands/kinds/edits';
import { messagePath } from './commands/kinds/message-command';

/** Edits: on the screen at once, and back as it was where the server refuses. */
@Injectable({ providedIn: SessionScope })
export class MessageChanges {
  private readonly api = inject(ApiClient);
  private readonly log = inject(CommandLog);
  private readonly edits = inject(Edits);

  /** An edit that was refused for good; its text is still the message's `refused`, unless that is gone (NOT_FOUND). */
  readonly editRefused$: Observable<{ data: Edit; error: ApiError }> = this.log.refusedOf(this.edits);

  /**
   * Replaces the body `from`, which the person saw, by `to`. Where the message says something else by now, or the
   * server refuses, the text is kept as the change's `refused`, for the person to decide.
   */
  edit(message: EditedMessage, from: string, to: string): void {
    const { id: messageId, conversationId, revision, createdAt, editedAt } = message;
    // A message under an unconfirmed edit is shown as edited when it was created.
    const seenAt = editedAt === createdAt ? null : editedAt;
    this.log.add(this.edits, { conversationId, messageId, revision, editedAt: seenAt, from, to });
  }

  /** Gives up an edit that was refused. */
  dropRefused(messageId: string): void {
    for (const { id, data, state } of this.log.of(this.edits)) {
      if (data.messageId === messageId && state === 'refused') this.log.drop(id);
    }
  }

  /** What the message said, oldest first, the present body last. Throws `ApiError`. */
  async versions({ id: messageId, conversationId }: Message): Promise<MessageVersions['items']> {
    const items: MessageVersions['items'] = [];
    let cursor: string | null = null;
    do {
      const path = messagePath({ messageId, conversationId }, '/versions');
      const page: MessageVersions = await this.api.get(path, { cursor });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }
}

/** What of a message an edit needs. */
export type EditedMessage = Pick<Message, 'id' | 'conversationId' | 'revision' | 'createdAt' | 'editedAt'>;
