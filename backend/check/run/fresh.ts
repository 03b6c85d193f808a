import {
  conversationPage,
  integrity,
  messagePage,
  messageVersions,
  participantPage,
  receiptPage,
  session as sessionShape,
  type ConversationSummary,
  type Integrity,
  type Message,
  type Receipt,
} from '@litspark/shared-contracts';
import { RestClient } from '../client/rest-client.js';
import type { Account } from '../client/session.js';
import { now, pause } from '../clock.js';

/** How long a service may take to find its feet. */
const patienceMs = 60_000;

/** Somebody who opens everything anew, past the proxy and past every cache. */
export class Reader {
  private readonly rest: RestClient;
  private token = '';

  constructor(
    readonly account: Account,
    port: number,
  ) {
    this.rest = new RestClient(port);
  }

  async summaries(): Promise<ConversationSummary[]> {
    const items: ConversationSummary[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const page = conversationPage.parse(await this.get(`/api/conversations${query}`));
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  async forward(conversationId: string): Promise<Message[]> {
    const items: Message[] = [];
    for (let hasMore = true; hasMore;) {
      const page = await this.page(conversationId, `afterSeq=${items.at(-1)?.seq ?? 0}&limit=200`);
      items.push(...page.items);
      hasMore = page.hasMoreAfter;
    }
    return items;
  }

  /** Three pages from the end on. */
  async backward(conversationId: string): Promise<Message[]> {
    let items: Message[] = [];
    for (let pages = 0, hasMore = true; hasMore && pages < 3; pages += 1) {
      const before = items[0] ? `&beforeSeq=${items[0].seq}` : '';
      const page = await this.page(conversationId, `limit=37${before}`);
      items = [...page.items, ...items];
      hasMore = page.hasMoreBefore;
    }
    return items;
  }

  async participants(conversationId: string) {
    const path = `/api/conversations/${conversationId}/participants?limit=100`;
    return participantPage.parse(await this.get(path)).items;
  }

  async versions(conversationId: string, messageId: string): Promise<string[]> {
    const path = `/api/conversations/${conversationId}/messages/${messageId}/versions`;
    const bodies: string[] = [];
    for (let query: string | null = ''; query !== null;) {
      const { items, nextCursor } = messageVersions.parse(await this.get(`${path}${query}`));
      bodies.push(...items.map(({ body }) => body));
      query = nextCursor === null ? null : `?cursor=${nextCursor}`;
    }
    return bodies;
  }

  async receipts(conversationId: string, messageId: string): Promise<Receipt[]> {
    const path = `/api/conversations/${conversationId}/messages/${messageId}/receipts?limit=100`;
    return receiptPage.parse(await this.get(path)).items;
  }

  async integrity(conversationId: string, fromSeq: number): Promise<Integrity> {
    return integrity.parse(
      await this.get(`/api/conversations/${conversationId}/integrity?fromSeq=${fromSeq}`),
    );
  }

  close(): void {
    this.rest.close();
  }

  private async page(conversationId: string, query: string) {
    return messagePage.parse(await this.get(`/api/conversations/${conversationId}/messages?${query}`));
  }

  /** All is at rest: what fails is tried again only while the service finds its feet. */
  private async get(path: string): Promise<unknown> {
    let last = '';
    for (const deadline = now() + patienceMs; now() < deadline;) {
      if (this.token === '') await this.signIn();
      const outcome = await this.rest.call({ method: 'GET', path, token: this.token });
      if (outcome.is === 'done') return outcome.data.body;
      last = JSON.stringify(outcome);
      if (outcome.is === 'error' && outcome.code === 'UNAUTHENTICATED') this.token = '';
      await pause(250);
    }
    throw new Error(`GET ${path} by ${this.account.name}: ${last}`);
  }

  private async signIn(): Promise<void> {
    const { email, password } = this.account;
    const outcome = await this.rest.call({
      method: 'POST',
      path: '/api/auth/login',
      body: { email, password },
    });
    if (outcome.is === 'done') this.token = sessionShape.parse(outcome.data.body).accessToken;
    else await pause(250);
  }
}
