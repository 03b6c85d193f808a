import { inject, Injectable } from '@angular/core';
import { ApiClient } from '../../../core/api-client';
import { saveFile } from '../../../core/save-file';
import { SessionScope } from '../../../core/session-scope';
import { type MessageRef, messagePath } from '../../../sync/commands/kinds/message-command';

/** What the sender of a message and the owners of its conversation do about its confirmations. All throw `ApiError`. */
@Injectable({ providedIn: SessionScope })
export class ConfirmationRequests {
  private readonly api = inject(ApiClient);

  /** Tells those who have not confirmed. RATE_LIMITED, with `retryAfterMs`: they were told within the hour. */
  remind(ref: MessageRef): Promise<void> {
    return this.api.post(messagePath(ref, '/confirmation/remind'));
  }

  /** Takes no more confirmations. */
  close(ref: MessageRef): Promise<void> {
    return this.api.post(messagePath(ref, '/confirmation/close'));
  }

  /** Saves the list as a file, also of a message that is deleted. */
  async export(ref: MessageRef): Promise<void> {
    const { content, name } = await this.api.file(messagePath(ref, '/confirmations/export'));
    saveFile(content, name ?? `confirmations-${ref.messageId}.csv`);
  }
}
