import { inject, Injectable } from '@angular/core';
import { type Message, readReceiptsContract, type ReceiptPage } from '@litspark/shared-contracts';
import { ApiClient } from '../../../core/api-client';
import { SessionScope } from '../../../core/session-scope';

const { listReceipts } = readReceiptsContract.routes;

/** To whom a message was delivered, who read it, and when. */
@Injectable({ providedIn: SessionScope })
export class ReceiptsApi {
  private readonly api = inject(ApiClient);

  /** A page of everybody but the sender. Throws `ApiError`. */
  list({ conversationId, id: messageId }: Message, cursor?: string | null): Promise<ReceiptPage> {
    const query = { cursor, limit: 100 };
    return this.api.call(listReceipts, { params: { id: conversationId, messageId }, query });
  }
}
