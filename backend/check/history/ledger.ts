import { createHash } from 'node:crypto';
import type { Message } from '@litspark/shared-contracts';
import { canonical } from './canonical.js';
import type { Violations } from './violations.js';

interface Claim {
  /** The message that changed; null for a change of the conversation itself. */
  messageId: string | null;
  state: string | null;
  /** When the call that made the change was sent, where that is known. */
  invokedAt: number | null;
}

interface Page {
  claims: Map<number, Claim>;
  messageIds: Map<number, string>;
  /** The body of each message as it was first sent stays explainable by this. */
  newest: Map<string, Message>;
}

/**
 * What everybody saw of every conversation, put together as it comes: one state for each revision, one message for
 * each seq, whoever looked, wherever it came from.
 */
export class Ledger {
  private readonly pages = new Map<string, Page>();

  constructor(private readonly violations: Violations) {}

  observe(message: Message, who: string): void {
    const { conversationId, seq, revision } = message;
    const page = this.page(conversationId);
    const known = page.messageIds.get(seq);
    if (known === undefined) page.messageIds.set(seq, message.id);
    else if (known !== message.id)
      this.report('order changed', `seq ${seq} is message ${message.id}, and was ${known}`, message, who);

    const newest = page.newest.get(message.id);
    if (newest && newest.seq !== seq)
      this.report('order changed', `${message.id} has seq ${seq}, and had ${newest.seq}`, message, who);
    if (!newest || newest.revision < revision) page.newest.set(message.id, message);

    const state = createHash('sha1').update(canonical(message)).digest('base64');
    const claim = page.claims.get(revision);
    if (!claim) page.claims.set(revision, { messageId: message.id, state, invokedAt: null });
    else if (claim.messageId !== message.id)
      this.report(
        'one change for each revision',
        `revision ${revision} is a change of ${message.id} and of ${claim.messageId ?? 'the conversation'}`,
        message,
        who,
      );
    else if (claim.state === null) claim.state = state;
    else if (claim.state !== state)
      this.report(
        'one state for each revision',
        `revision ${revision} of ${message.id} was seen in two states; now ${canonical(message)}`,
        message,
        who,
      );
  }

  /** The acknowledgement of a change named its revision. `messageId` is null for a change of the conversation. */
  claim(conversationId: string, revision: number, messageId: string | null, invokedAt: number): void {
    const { claims } = this.page(conversationId);
    const claim = claims.get(revision);
    if (!claim) claims.set(revision, { messageId, state: null, invokedAt });
    else if (claim.messageId !== messageId)
      this.violations.add({
        property: 'one change for each revision',
        what: `revision ${revision} is a change of ${messageId ?? 'the conversation'} and of ${claim.messageId ?? 'the conversation'}`,
        conversationId,
      });
    else claim.invokedAt ??= invokedAt;
  }

  /** When the change at this revision was asked for; null if nobody can say. */
  invokedAt(conversationId: string, revision: number): number | null {
    return this.pages.get(conversationId)?.claims.get(revision)?.invokedAt ?? null;
  }

  /** The latest state of each message that anybody saw. */
  newest(conversationId: string): ReadonlyMap<string, Message> {
    return this.page(conversationId).newest;
  }

  /** Revisions up to `last` of which nobody saw what they changed. */
  unexplained(conversationId: string, last: number): number {
    const { claims } = this.page(conversationId);
    // The first is the conversation's creation.
    let explained = 1;
    for (const revision of claims.keys()) if (revision <= last) explained += 1;
    return last - explained;
  }

  highestRevision(conversationId: string): number {
    return Math.max(1, ...this.page(conversationId).claims.keys());
  }

  forget(conversationId: string): void {
    this.pages.delete(conversationId);
  }

  private page(conversationId: string): Page {
    const known = this.pages.get(conversationId);
    if (known) return known;
    const fresh: Page = { claims: new Map(), messageIds: new Map(), newest: new Map() };
    this.pages.set(conversationId, fresh);
    return fresh;
  }

  private report(property: string, what: string, { conversationId, seq }: Message, who: string): void {
    this.violations.add({ property, what, conversationId, seq, who });
  }
}
