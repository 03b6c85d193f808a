import { inject, Injectable } from '@angular/core';
import type { Message, ReceiptPage } from '@litspark/shared-contracts';
import { ApiClient } from '../../../core/api-client';
import { SessionScope } from '../../../core/session-scope';

/** To whom a message was delivered, who read it, and when. */
@Injectable({ providedIn: SessionScope })
export class ReceiptsService {
  private readonly api = inject(ApiClient);

  /** A page of everybody but the sender. Throws `ApiError`. */
  list({ conversationId, id }: Message, cursor?: string | null): Promise<ReceiptPage> {
    return this.api.get(`/conversations/${conversationId}/messages/${id}/receipts`, { cursor, limit: 100 });
  }
}
