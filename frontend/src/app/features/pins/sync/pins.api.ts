import { inject, Injectable } from '@angular/core';
import { type Message, type PinnedMessages, pinsContract } from '@litspark/shared-contracts';
import { ApiClient } from '../../../core/api-client';
import { SessionScope } from '../../../core/session-scope';
import { type MessageRef, messageParamsOf } from '../../../sync/commands/kinds/message-command';

const { listPins, pinMessage, unpinMessage } = pinsContract.routes;

/** The calls of `pinsContract`. All throw `ApiError`. */
@Injectable({ providedIn: SessionScope })
export class PinsApi {
  private readonly api = inject(ApiClient);

  list(conversationId: string): Promise<PinnedMessages> {
    return this.api.call(listPins, { params: { id: conversationId } });
  }

  /** Goes out even if the page is left meanwhile. CONFLICT: the conversation holds as many as it may. */
  set(ref: MessageRef, pinned: boolean): Promise<Message> {
    const route = pinned ? pinMessage : unpinMessage;
    return this.api.call(route, { params: messageParamsOf(ref) }, { keepalive: true });
  }
}
