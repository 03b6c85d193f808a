import { inject, Injectable } from '@angular/core';
import { type Message, messagesContract, type ReactionPage } from '@litspark/shared-contracts';
import { ApiClient } from '../../../core/api-client';
import { SessionScope } from '../../../core/session-scope';
import { type MessageRef, messageParamsOf } from '../../../sync/commands/kinds/message-command';

const { addReaction, listReactions, removeReaction } = messagesContract.routes;

/** The calls of the contract about reactions. All throw `ApiError`. */
@Injectable({ providedIn: SessionScope })
export class ReactionsApi {
  private readonly api = inject(ApiClient);

  /** A page of those who reacted with this emoji, in the order they did. */
  list(ref: MessageRef, emoji: string, cursor: string | null, limit: number): Promise<ReactionPage> {
    const params = { ...messageParamsOf(ref), emoji };
    return this.api.call(listReactions, { params, query: { cursor, limit } });
  }

  /** Goes out even if the page is left meanwhile. CONFLICT: the message has as many emoji as it may. */
  set(ref: MessageRef, emoji: string, present: boolean): Promise<Message> {
    const route = present ? addReaction : removeReaction;
    return this.api.call(route, { params: { ...messageParamsOf(ref), emoji } }, { keepalive: true });
  }
}
