import { inject, Injectable } from '@angular/core';
import { saveFile } from '../../../core/save-file';
import { SessionScope } from '../../../core/session-scope';
import type { MessageRef } from '../../../sync/commands/kinds/message-command';
import { ConfirmationsApi } from './confirmations.api';

/** What the sender of a message and the owners of its conversation do about its confirmations. All throw `ApiError`. */
@Injectable({ providedIn: SessionScope })
export class ConfirmationRequests {
  private readonly api = inject(ConfirmationsApi);

  /** Tells those who have not confirmed. RATE_LIMITED, with `retryAfterMs`: they were told within the hour. */
  remind(ref: MessageRef): Promise<void> {
    return this.api.remind(ref);
  }

  /** Takes no more confirmations. */
  close(ref: MessageRef): Promise<void> {
    return this.api.close(ref);
  }

  /** Saves the list as a file, also of a message that is deleted. */
  async export(ref: MessageRef): Promise<void> {
    const { content, name } = await this.api.export(ref);
    saveFile(content, name ?? `confirmations-${ref.messageId}.csv`);
  }
}
