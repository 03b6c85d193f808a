import { inject, Injectable } from '@angular/core';
import type {
  ConversationSummary,
  Message,
  ServerPayload,
  SharedConversation,
  User,
} from '@litspark/shared-contracts';
import { type Observable, Subject } from 'rxjs';
import { ApiClient } from '../core/api-client';
import { ownUserId, SessionScope } from '../core/session-scope';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { everyMs } from '../core/gathering';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import { TypingStore } from '../stores/typing.store';
import { UsersStore } from '../stores/users.store';
import { ConversationRecords } from './conversation-records';
import { History } from './history';
import { OpenTimelines } from './open-timelines';
import { RecentIds } from './recent-ids';

/** A push that is missing is usually right behind, among what is gathered; a change of the conversation may overtake its messages. */
const gapDelayMs = everyMs + 60;
const changeDelayMs = 400;

/** What the server pushes: first into the stores, then on to whoever listens. */
@Injectable({ providedIn: SessionScope })
export class IncomingEvents {
  private readonly socket = inject(SocketClient);
  private readonly api = inject(ApiClient);
  private readonly ownId = inject(ownUserId);
  private readonly session = inject(SessionService);
  private readonly records = inject(ConversationRecords);
  private readonly open = inject(OpenTimelines);
  private readonly history = inject(History);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly typing = inject(TypingStore);
  private readonly users = inject(UsersStore);
  private readonly pushed = new RecentIds();
  private readonly mentions = new RecentIds();

  private readonly newMessages = new Subject<Message>();
  private readonly mentionings = new Subject<Message>();
  private readonly latest = new Subject<Message>();
  private readonly updates = new Subject<SharedConversation>();
  private readonly arrivals = new Subject<ConversationSummary>();
  private readonly removals = new Subject<string>();
  private readonly readings = new Subject<ServerPayload<'messages_read'>>();
  private readonly deliveries = new Subject<ServerPayload<'messages_delivered'>>();

  readonly newMessage$: Observable<Message> = this.newMessages.asObservable();
  readonly latest$: Observable<Message> = this.latest.asObservable();
  readonly mentioned$: Observable<Message> = this.mentionings.asObservable();
  readonly conversationUpdated$: Observable<SharedConversation> = this.updates.asObservable();
  readonly newConversation$: Observable<ConversationSummary> = this.arrivals.asObservable();
  readonly conversationRemoved$: Observable<string> = this.removals.asObservable();
  readonly messagesRead$: Observable<ServerPayload<'messages_read'>> = this.readings.asObservable();
  readonly messagesDelivered$: Observable<ServerPayload<'messages_delivered'>> =
    this.deliveries.asObservable();

  constructor() {
    const { socket } = this;
    socket.on('new_message').subscribe(({ message }) => this.onNewMessage(message));
    socket.on('message_updated').subscribe(({ message }) => this.onMessage(message));
    socket.on('mentioned').subscribe(({ message }) => this.onMention(message));
    socket.on('messages_read').subscribe((read) => this.onRead(read));
    socket.on('messages_delivered').subscribe((delivered) => this.onDelivered(delivered));
    socket
      .on('conversation_updated')
      .subscribe(({ conversation }) => this.onConversationUpdated(conversation));
    socket.on('new_conversation').subscribe(({ conversation }) => this.onNewConversation(conversation));
    socket
      .on('conversation_removed')
      .subscribe(({ conversationId }) => this.onConversationRemoved(conversationId));
    socket
      .on('typing')
      .subscribe(({ conversationId, userId, active }) => this.typing.set(conversationId, userId, active));
    socket
      .on('presence_changed')
      .subscribe(({ userId, presence, lastSeenAt }) => this.users.setPresence(userId, presence, lastSeenAt));
    socket.on('user_changed').subscribe(({ user }) => this.onUser(user));
  }

  private onNewMessage(message: Message): void {
    this.onMessage(message);
    this.typing.set(message.conversationId, message.senderId, false);
    if (!this.pushed.isNew(message.id)) return;
    this.newMessages.next(message);
    this.latest.next(message);
  }

  private onMessage(message: Message): void {
    this.records.mergeMessage(message);
    if (this.records.isBehind(message.conversationId)) {
      this.open.catchUpSoon(message.conversationId, gapDelayMs);
    }
  }

  private onMention(message: Message): void {
    this.records.countMention(message);
    if (this.mentions.isNew(message.id)) this.mentionings.next(message);
  }

  private onRead(read: ServerPayload<'messages_read'>): void {
    const { conversationId, userId, lastReadSeq, readAt } = read;
    if (userId === this.ownId) this.records.moveOwnMarker(conversationId, lastReadSeq);
    this.participants.moveMarker(conversationId, userId, {
      lastReadSeq,
      readAt,
      lastDeliveredSeq: lastReadSeq,
    });
    this.readings.next(read);
  }

  private onDelivered(delivered: ServerPayload<'messages_delivered'>): void {
    const { conversationId, userId, lastDeliveredSeq } = delivered;
    this.participants.moveMarker(conversationId, userId, { lastDeliveredSeq });
    this.deliveries.next(delivered);
  }

  private onUser(user: User): void {
    this.users.put([user]);
    this.session.updateProfile(user);
  }

  private onConversationUpdated(conversation: SharedConversation): void {
    const lastSeqBefore = this.conversations.peek(conversation.id)?.lastSeq;
    if (!this.records.mergeShared(conversation)) {
      void this.fetch(conversation.id);
      return;
    }
    if (this.open.isOpen(conversation.id)) this.followOpen(conversation);
    this.updates.next(conversation);
    const { lastMessage, lastSeq } = conversation;
    // An edit of the last message, or a new title, brings nobody anything to read.
    if (lastMessage && lastSeqBefore !== undefined && lastSeq > lastSeqBefore) this.latest.next(lastMessage);
  }

  private followOpen({ id, participantCount, participants }: SharedConversation): void {
    if (this.records.isBehind(id)) this.open.catchUpSoon(id, changeDelayMs);
    // An update names the first ten only: who left a larger one isn't told by it.
    const named = participants.length >= participantCount;
    if (named || this.participants.peek(id).length === participantCount) return;
    // What fails here is made good by the next join.
    this.history.loadParticipants(id).catch(() => undefined);
  }

  private onNewConversation(conversation: ConversationSummary): void {
    this.records.addConversation(conversation);
    // Somebody who was removed and comes back while looking at it.
    if (!this.messages.window(conversation.id)) void this.open.rejoin(conversation.id);
    this.arrivals.next(conversation);
  }

  private onConversationRemoved(conversationId: string): void {
    this.records.remove(conversationId);
    this.removals.next(conversationId);
  }

  /** An update of a conversation whose arrival was missed. */
  private async fetch(conversationId: string): Promise<void> {
    try {
      this.records.mergeSummaries([
        await this.api.get<ConversationSummary>(`/conversations/${conversationId}`),
      ]);
    } catch {
      // Not ours any more, or cut off: the next sync tells.
    }
  }
}
