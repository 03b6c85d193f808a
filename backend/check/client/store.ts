import type { ConversationSummary, Message, Participant } from '@litspark/shared-contracts';
import { ItemStore } from './item-store.js';
import type { Merged } from './merged.js';

/** One conversation as a device holds it: everything up to `revision`, and perhaps more. */
export interface Held {
  id: string;
  revision: number;
  lastSeq: number;
  lastReadSeq: number;
  title: string | null;
  titleRevision: number;
  messages: Map<string, Message>;
  /** How far the others have read, and got. */
  read: Map<string, number>;
  delivered: Map<string, number>;
}

/** What a device knows; merges by “the higher revision wins”. */
export class Store {
  readonly conversations = new Map<string, Held>();
  personal = new ItemStore();

  /** As it was stored: cursor and data of one moment. */
  copy(): Store {
    const copy = new Store();
    copy.personal = this.personal.copy();
    for (const [id, held] of this.conversations)
      copy.conversations.set(id, {
        ...held,
        messages: new Map(held.messages),
        read: new Map(held.read),
        delivered: new Map(held.delivered),
      });
    return copy;
  }

  /** Begins to hold a conversation whose messages at or below its revision are all given. */
  adopt(conversation: ConversationSummary, messages: Iterable<Message>): void {
    const held: Held = {
      id: conversation.id,
      revision: conversation.revision,
      lastSeq: conversation.lastSeq,
      lastReadSeq: conversation.lastReadSeq,
      title: conversation.title,
      titleRevision: conversation.revision,
      messages: new Map(),
      read: new Map(),
      delivered: new Map(),
    };
    this.conversations.set(conversation.id, held);
    this.applyParticipants(held, conversation.participants);
    for (const message of messages) this.put(held, message);
  }

  drop(conversationId: string): void {
    this.conversations.delete(conversationId);
  }

  /** A change as it was pushed. */
  merge(message: Message): Merged {
    const held = this.conversations.get(message.conversationId);
    if (!held) return 'gap';
    this.put(held, message);
    if (message.revision <= held.revision) return 'known';
    if (message.revision > held.revision + 1) return 'gap';
    held.revision = message.revision;
    return 'next';
  }

  /** Messages that were asked for: the cursor stays. */
  fill(conversationId: string, messages: readonly Message[]): void {
    const held = this.conversations.get(conversationId);
    if (held) for (const message of messages) this.put(held, message);
  }

  /** A page of changes above the cursor. */
  catchUp(conversation: ConversationSummary, messages: readonly Message[], hasMore: boolean): void {
    const held = this.conversations.get(conversation.id);
    if (!held) return;
    for (const message of messages) this.put(held, message);
    this.applyShared(held, conversation.revision, conversation.title);
    this.applyMarker(conversation.id, conversation.lastReadSeq);
    this.applyParticipants(held, conversation.participants);
    if (!hasMore) held.lastSeq = Math.max(held.lastSeq, conversation.lastSeq);
    const upTo = hasMore ? (messages.at(-1)?.revision ?? held.revision) : conversation.revision;
    held.revision = Math.max(held.revision, upTo);
  }

  applyShared(held: Held, revision: number, title: string | null): void {
    if (revision < held.titleRevision) return;
    held.title = title;
    held.titleRevision = revision;
  }

  applyMarker(conversationId: string, lastReadSeq: number): void {
    const held = this.conversations.get(conversationId);
    if (held) held.lastReadSeq = Math.max(held.lastReadSeq, lastReadSeq);
  }

  applyParticipants(held: Held, participants: readonly Participant[]): void {
    for (const { userId, lastReadSeq, lastDeliveredSeq } of participants) {
      raise(held.read, userId, lastReadSeq);
      raise(held.delivered, userId, lastDeliveredSeq);
    }
  }

  private put(held: Held, message: Message): void {
    const known = held.messages.get(message.id);
    if (known && known.revision >= message.revision) return;
    held.messages.set(message.id, message);
    held.lastSeq = Math.max(held.lastSeq, message.seq);
  }
}

export function raise(marks: Map<string, number>, userId: string, seq: number): void {
  marks.set(userId, Math.max(marks.get(userId) ?? 0, seq));
}
