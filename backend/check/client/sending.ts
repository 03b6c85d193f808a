import { message as messageShape, type Message } from '@litspark/shared-contracts';
import { now } from '../clock.js';
import type { History } from '../history/history.js';
import type { SendRecord } from '../history/sends.js';
import type { Asking } from './asking.js';
import type { OutboxItem } from './durable.js';
import { isRefusal, isUncertain, type Outcome } from './outcome.js';

export type Api = 'rest' | 'socket';

/** One try at sending a message, over either API, and what the history learns from it. */
export class Sending {
  constructor(
    private readonly asking: Asking,
    private readonly userId: string,
    private readonly history: History,
    private readonly onStored: (message: Message) => void,
  ) {}

  async attempt(item: OutboxItem, api: Api): Promise<Outcome<Message>> {
    const invokedAt = now();
    const record = this.history.sends.open({ ...item, senderId: this.userId }, invokedAt);
    record.tries += 1;
    const isFirst = record.tries === 1;
    const outcome = await this.send(item, api);
    if (outcome.is === 'done') this.stored(record, outcome.data, invokedAt, isFirst && record.tries === 1);
    else if (isRefusal(outcome) && outcome.is === 'error') record.refusal = outcome.code;
    else if (isUncertain(outcome)) record.uncertain = true;
    return outcome;
  }

  private async send(item: OutboxItem, api: Api): Promise<Outcome<Message>> {
    const { conversationId, ...request } = item;
    if (api === 'socket') {
      const outcome = await this.asking.event('send_message', conversationId, item);
      return outcome.is === 'done' ? { is: 'done', data: outcome.data.message } : outcome;
    }
    const path = `/api/conversations/${conversationId}/messages`;
    const call = { method: 'POST', path, body: request } as const;
    return this.asking.rest('send_message', conversationId, call, messageShape);
  }

  private stored(record: SendRecord, message: Message, invokedAt: number, isOnly: boolean): void {
    const { ledger, markers, recovery, violations } = this.history;
    const { conversationId, clientMessageId } = record;
    ledger.observe(message, `${this.asking.who} by acknowledgement`);
    const asSent = message.editedAt !== null || message.deletedAt !== null || message.body === record.body;
    if (
      !asSent ||
      message.clientMessageId !== clientMessageId ||
      message.senderId !== this.userId ||
      message.conversationId !== conversationId ||
      message.replyToId !== record.replyToId
    )
      violations.add({
        property: 'the acknowledgement is the message',
        what: `${clientMessageId} was acknowledged with ${JSON.stringify(message)}`,
        conversationId,
        who: this.asking.who,
      });
    if (record.message && record.message.id !== message.id)
      violations.add({
        property: 'stored once',
        what: `${clientMessageId} was acknowledged as ${record.message.id} and as ${message.id}`,
        conversationId,
        who: this.asking.who,
      });
    if (isOnly) ledger.claim(conversationId, message.revision, message.id, invokedAt);
    record.ackedAt ??= now();
    record.message ??= message;
    recovery.acknowledged(invokedAt);
    if (!this.history.memberships.wasRemoved(conversationId, this.userId))
      for (const kind of ['read', 'delivered'] as const) {
        markers.asked(kind, conversationId, this.userId, message.seq);
        markers.promised(kind, conversationId, this.userId, message.seq);
      }
    this.onStored(message);
  }
}
