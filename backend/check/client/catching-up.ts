import {
  conversationSummary,
  messagePage,
  type ConversationSummary,
  type Message,
} from '@litspark/shared-contracts';
import { pause } from '../clock.js';
import type { History } from '../history/history.js';
import type { Asking } from './asking.js';
import type { Store } from './store.js';

/** Pulls what a device doesn't hold: the guarantee behind everything that is pushed. */
export class CatchingUp {
  private running: Promise<boolean> | null = null;
  private again = false;
  /** The database's history, which no fault ends. */
  private generation: string | undefined;

  constructor(
    private readonly store: Store,
    private readonly asking: Asking,
    private readonly userId: string,
    private readonly history: History,
    private readonly isAlive: () => boolean,
    private readonly onPulled: () => void,
    private readonly onNew: (conversationId: string) => void,
  ) {}

  get isRunning(): boolean {
    return this.running !== null;
  }

  /** One pull at a time; asked for meanwhile, another follows. Says whether the device is up to date now. */
  pull(): Promise<boolean> {
    if (this.running) this.again = true;
    this.running ??= this.pullAll().finally(() => (this.running = null));
    return this.running;
  }

  private async pullAll(): Promise<boolean> {
    for (let failures = 0; this.isAlive() && failures < 3;) {
      this.again = false;
      const more = await this.pullOnce();
      if (more === false && !this.again) {
        this.onPulled();
        return true;
      }
      if (more === null) {
        failures += 1;
        await pause(100);
      }
    }
    return false;
  }

  /** Whether there is more; null if it failed. */
  private async pullOnce(): Promise<boolean | null> {
    const conversations = [...this.store.conversations.values()].map(({ id, revision, lastReadSeq }) => ({
      id,
      revision,
      lastReadSeq,
    }));
    const asked = new Map(conversations.map(({ id, revision }) => [id, revision]));
    const { personal: held } = this.store;
    const outcome = await this.asking.event('sync', null, {
      conversations,
      generation: this.generation,
      personalRevision: held.revision,
      personalCursor: held.cursor,
    });
    if (outcome.is !== 'done' || !this.isAlive()) return null;
    const { changed, removed, markers, more, generation, personal } = outcome.data;
    this.generation ??= generation;
    if (this.generation !== generation)
      this.history.violations.add({
        property: 'revisions only grow',
        what: `sync says that the database's history is ${generation}, and no longer ${this.generation}`,
        who: this.asking.who,
      });
    let again = more;
    if (personal) {
      for (const item of personal.items)
        this.history.items.observe(this.userId, item, `${this.asking.who} by sync`);
      if (personal.reset)
        this.history.violations.add({
          property: 'revisions only grow',
          what: `sync says that the items' revision ${held.revision} is above the present one, ${personal.revision}`,
          who: this.asking.who,
        });
      again = held.catchUp(personal) || again;
    }
    for (const { conversation, messages, hasMore, reset } of changed) {
      this.observe(conversation, messages, 'sync');
      if (reset) {
        this.history.violations.add({
          property: 'revisions only grow',
          what: `sync says that revision ${asked.get(conversation.id) ?? 0} is above the present one, ${conversation.revision}`,
          conversationId: conversation.id,
          who: this.asking.who,
        });
        this.store.drop(conversation.id);
      }
      if (this.store.conversations.has(conversation.id)) this.store.catchUp(conversation, messages, hasMore);
      else if (!(await this.adopt(conversation.id))) return null;
      again ||= hasMore;
    }
    for (const id of removed) {
      this.store.drop(id);
      // They may be back since: what they hold is asked for once more.
      again = true;
    }
    for (const { conversationId, lastReadSeq } of markers)
      this.store.applyMarker(conversationId, lastReadSeq);
    return again;
  }

  /** Loads a conversation from its beginning. */
  private async adopt(conversationId: string): Promise<boolean> {
    const path = `/api/conversations/${conversationId}`;
    const outcome = await this.asking.rest(
      'open',
      conversationId,
      { method: 'GET', path },
      conversationSummary,
    );
    if (outcome.is !== 'done') return outcome.is === 'error' && outcome.code === 'NOT_FOUND';
    // The conversation first: what changes while its pages are read lies above its revision.
    const conversation = outcome.data;
    const messages: Message[] = [];
    for (let hasMore = true; hasMore;) {
      const query = `afterSeq=${messages.at(-1)?.seq ?? 0}&limit=200`;
      const call = { method: 'GET', path: `${path}/messages?${query}` } as const;
      const page = await this.asking.rest('page', conversationId, call, messagePage);
      if (page.is !== 'done' || !this.isAlive()) return false;
      const { items, hasMoreAfter } = page.data;
      messages.push(...items);
      hasMore = hasMoreAfter && items.length > 0;
    }
    this.observe(conversation, messages, 'a page');
    this.store.adopt(conversation, messages);
    this.again = true;
    this.onNew(conversationId);
    return true;
  }

  private observe(conversation: ConversationSummary, messages: readonly Message[], how: string): void {
    const { ledger, markers } = this.history;
    const who = `${this.asking.who} by ${how}`;
    for (const message of messages) ledger.observe(message, who);
    if (conversation.lastMessage) ledger.observe(conversation.lastMessage, who);
    for (const { userId, lastReadSeq, lastDeliveredSeq } of conversation.participants) {
      markers.saw('read', conversation.id, userId, lastReadSeq);
      markers.saw('delivered', conversation.id, userId, lastDeliveredSeq);
    }
  }
}
