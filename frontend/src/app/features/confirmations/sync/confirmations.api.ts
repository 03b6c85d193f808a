import { inject, Injectable } from '@angular/core';
import {
  type ConfirmationPage,
  confirmationsContract,
  type Confirmed,
  type OwnConfirmation,
} from '@litspark/shared-contracts';
import { ApiClient } from '../../../core/api-client';
import type { ApiFile } from '../../../core/http';
import { SessionScope } from '../../../core/session-scope';
import { type MessageRef, messageParamsOf } from '../../../sync/commands/kinds/message-command';

const routes = confirmationsContract.routes;
const pageSize = 100;
/** Names and times of everybody in a large channel take the server a while. */
const exportWithinMs = 60_000;

/** The calls of `confirmationsContract`. All throw `ApiError`. */
@Injectable({ providedIn: SessionScope })
export class ConfirmationsApi {
  private readonly api = inject(ApiClient);

  /** Goes out even if the page is left meanwhile. CONFLICT: it takes no more confirmations. */
  confirm(ref: MessageRef): Promise<Confirmed> {
    return this.api.call(routes.confirmMessage, { params: messageParamsOf(ref) }, { keepalive: true });
  }

  /** When this person confirmed. */
  own(ref: MessageRef): Promise<OwnConfirmation> {
    return this.api.call(routes.getConfirmation, { params: messageParamsOf(ref) });
  }

  /** Who confirmed, then who has not. */
  page(ref: MessageRef, cursor: string | null): Promise<ConfirmationPage> {
    const query = { cursor, limit: pageSize };
    return this.api.call(routes.listConfirmations, { params: messageParamsOf(ref), query });
  }

  /** The list as a file, also of a message that is deleted. */
  export(ref: MessageRef): Promise<ApiFile> {
    const params = messageParamsOf(ref);
    return this.api.file(routes.exportConfirmations, { params }, { withinMs: exportWithinMs });
  }

  /** Tells those who have not confirmed. RATE_LIMITED, with `retryAfterMs`: they were told within the hour. */
  async remind(ref: MessageRef): Promise<void> {
    await this.api.call(routes.remindOfConfirmation, { params: messageParamsOf(ref) });
  }

  /** Takes no more confirmations. */
  async close(ref: MessageRef): Promise<void> {
    await this.api.call(routes.closeConfirmation, { params: messageParamsOf(ref) });
  }
}
