import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { everyMs } from '../core/gathering';
import { SessionScope } from '../core/session-scope';
import { ConversationRecords } from './conversation-records';
import { OpenTimelines } from './open-timelines';

/** Other changes of the conversation are usually right behind the answer to one's own, among what is gathered. */
const gapDelayMs = everyMs + 60;

/** Single messages that the REST API answers. */
@Injectable({ providedIn: SessionScope })
export class MessageAnswers {
  private readonly api = inject(ApiClient);
  private readonly records = inject(ConversationRecords);
  private readonly open = inject(OpenTimelines);

  /** Into the stores; what it shows to be missing is pulled. */
  merge(message: Message): void {
    this.records.mergeMessage(message);
    if (this.records.isBehind(message.conversationId)) {
      this.open.catchUpSoon(message.conversationId, gapDelayMs);
    }
  }

  /** A message as it is now. Throws `ApiError`; NOT_FOUND: it isn't in that conversation. */
  get(conversationId: string, messageId: string): Promise<Message> {
    return this.api.get(`/conversations/${conversationId}/messages/${messageId}`);
  }
}
