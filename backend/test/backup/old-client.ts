import type { ConversationPage, ConversationSummary, Message, MessagePage } from '@litspark/shared-contracts';
import type { TestClient } from '../connect-test-client.js';
import { request } from '../request.js';

export interface Holdings {
  conversations: ConversationSummary[];
  messages: Message[];
}

/** A client that knows of the server what `sync` told it, over connections and restores, as the contract says it may. */
export class OldClient {
  private generation: string | undefined;
  private readonly conversations = new Map<string, ConversationSummary>();
  private readonly messages = new Map<string, Message>();
  /** Up to which revision each conversation's messages are in. */
  private readonly pulled = new Map<string, number>();

  async catchUp(client: TestClient): Promise<void> {
    for (let asks = true; asks;) {
      const answer = await client.done('sync', {
        conversations: [...this.pulled].map(([id, revision]) => ({ id, revision })),
        generation: this.generation,
      });
      if (this.generation !== undefined && this.generation !== answer.generation) this.forget();
      this.generation = answer.generation;
      answer.removed.forEach((id) => this.forget(id));
      asks = answer.more;
      for (const { conversation, messages, hasMore, reset } of answer.changed) {
        const { id, revision } = conversation;
        if (reset) this.forget(id);
        const isNew = !this.pulled.has(id);
        this.conversations.set(id, conversation);
        for (const message of messages) this.messages.set(message.id, message);
        // Its messages come once it is named.
        this.pulled.set(id, isNew ? 0 : hasMore ? messages.at(-1)!.revision : revision);
        asks ||= isNew || hasMore;
      }
    }
  }

  get holdings(): Holdings {
    return sorted({
      conversations: [...this.conversations.values()],
      messages: [...this.messages.values()],
    });
  }

  private forget(id?: string): void {
    for (const message of this.messages.values())
      if (id === undefined || message.conversationId === id) this.messages.delete(message.id);
    for (const one of id === undefined ? [...this.pulled.keys()] : [id]) {
      this.conversations.delete(one);
      this.pulled.delete(one);
    }
  }
}

/** What somebody who comes for the first time finds. */
export async function freshLoad(at: { url: string }, as: { accessToken: string }): Promise<Holdings> {
  const { body } = await request<ConversationPage>(at, 'GET', '/api/conversations?limit=100', { as });
  const messages: Message[] = [];
  for (const { id } of body.items) {
    for (let afterSeq = 0, more = true; more;) {
      const path = `/api/conversations/${id}/messages?limit=200&afterSeq=${afterSeq}`;
      const page = await request<MessagePage>(at, 'GET', path, { as });
      messages.push(...page.body.items);
      afterSeq = page.body.items.at(-1)?.seq ?? afterSeq;
      more = page.body.hasMoreAfter;
    }
  }
  return sorted({ conversations: body.items, messages });
}

const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
/** Another's markers are signals, which no revision tells of. */
const sorted = ({ conversations, messages }: Holdings): Holdings => ({
  conversations: conversations.sort(byId).map((one) => ({ ...one, participants: [] })),
  messages: messages.sort(byId),
});
