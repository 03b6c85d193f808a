import type { ServerEventName, ServerPayload } from '@litspark/shared-contracts';
import type { History } from '../history/history.js';
import { raise, type Store } from './store.js';

interface Reactions {
  /** Something is missing: pull. */
  pull(): void;
  /** The access token ran out. */
  renew(): void;
  /** A conversation is not open any more. */
  closed(conversationId: string): void;
}

/** What a device does with what the service sends. */
export class Receiving {
  /** Messages that came live since `forget`, and markers as `user seq`. */
  readonly live = new Set<string>();

  constructor(
    private readonly who: string,
    private readonly userId: string,
    private readonly store: Store,
    private readonly history: History,
    private readonly reactions: Reactions,
  ) {}

  event(name: ServerEventName, payload: ServerPayload<ServerEventName>): void {
    switch (name) {
      case 'new_message':
      case 'message_updated':
      case 'mentioned':
        this.message(name, payload as ServerPayload<'new_message'>);
        break;
      case 'messages_read':
        this.read(payload as ServerPayload<'messages_read'>);
        break;
      case 'messages_delivered':
        this.delivered(payload as ServerPayload<'messages_delivered'>);
        break;
      case 'conversation_updated':
        this.updated(payload as ServerPayload<'conversation_updated'>);
        break;
      case 'new_conversation':
        this.reactions.pull();
        break;
      case 'conversation_removed':
        this.removed(payload as ServerPayload<'conversation_removed'>);
        break;
      case 'session_expired':
        this.reactions.renew();
        break;
      case 'item_changed':
        this.item(payload as ServerPayload<'item_changed'>);
        break;
      case 'activity':
      case 'typing':
      case 'presence_changed':
      case 'user_changed':
        break;
    }
  }

  private message(name: ServerEventName, { message }: ServerPayload<'new_message'>): void {
    const { ledger, markers, memberships } = this.history;
    const { conversationId, seq, revision, senderId } = message;
    ledger.observe(message, `${this.who} by ${name}`);
    memberships.notified(conversationId, this.userId, this.who, revision, name);
    if (name !== 'mentioned') this.live.add(`${name} ${message.id} ${revision}`);
    const held = this.store.conversations.get(conversationId);
    if (name === 'new_message') {
      markers.saw('read', conversationId, senderId, seq);
      if (held) {
        raise(held.read, senderId, seq);
        raise(held.delivered, senderId, seq);
      }
      if (senderId === this.userId) this.store.applyMarker(conversationId, seq);
    }
    if (this.store.merge(message) === 'gap') this.reactions.pull();
  }

  private item({ item }: ServerPayload<'item_changed'>): void {
    this.history.items.observe(this.userId, item, `${this.who} by item_changed`);
    this.live.add(`item ${item.revision}`);
    if (this.store.personal.merge(item) === 'gap') this.reactions.pull();
  }

  private removed({ conversationId }: ServerPayload<'conversation_removed'>): void {
    this.store.drop(conversationId);
    this.reactions.closed(conversationId);
    // A removal that was announced late may be over.
    this.reactions.pull();
  }

  private read({ conversationId, userId, lastReadSeq }: ServerPayload<'messages_read'>): void {
    this.history.markers.saw('read', conversationId, userId, lastReadSeq);
    this.live.add(`read ${conversationId} ${userId} ${lastReadSeq}`);
    if (userId === this.userId) this.store.applyMarker(conversationId, lastReadSeq);
    const held = this.store.conversations.get(conversationId);
    if (!held) return;
    raise(held.read, userId, lastReadSeq);
    raise(held.delivered, userId, lastReadSeq);
  }

  private delivered(payload: ServerPayload<'messages_delivered'>): void {
    const { conversationId, userId, lastDeliveredSeq } = payload;
    this.history.markers.saw('delivered', conversationId, userId, lastDeliveredSeq);
    const held = this.store.conversations.get(conversationId);
    if (held) raise(held.delivered, userId, lastDeliveredSeq);
  }

  private updated({ conversation }: ServerPayload<'conversation_updated'>): void {
    const { ledger, memberships } = this.history;
    const { id, revision, lastMessage, title, participants } = conversation;
    memberships.notified(id, this.userId, this.who, revision, 'conversation_updated');
    if (lastMessage) ledger.observe(lastMessage, `${this.who} by conversation_updated`);
    const held = this.store.conversations.get(id);
    if (!held) {
      this.reactions.pull();
      return;
    }
    this.store.applyShared(held, revision, title);
    this.store.applyParticipants(held, participants);
    // It says that something changed, and only of the last message what.
    if (lastMessage && lastMessage.revision === held.revision + 1) this.store.merge(lastMessage);
    if (revision > held.revision) this.reactions.pull();
  }
}
