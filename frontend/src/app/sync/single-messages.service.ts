import {
  computed,
  inject,
  Injectable,
  type Signal,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import type { Message, SharedConversation } from '@litspark/shared-contracts';
import { ApiError } from '../core/api-error';
import { SessionScope } from '../core/session-scope';
import { SocketClient } from '../core/socket-client';
import { ChangesStore } from '../stores/changes.store';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { CachedHistory } from './cache/cached-history';
import { MessageAnswers } from './message-answers';
import { OpenTimelines } from './open-timelines';

/** Undefined while it is on its way, null where it can't be had. */
export type SingleMessage = Message | null | undefined;

interface Fetched {
  readonly conversationId: string;
  readonly message: WritableSignal<SingleMessage>;
  /** Why it could not be had the last time. */
  readonly failure: WritableSignal<ApiError | null>;
  /** It need not be asked for again: nothing is known to have changed since. */
  isAsked: boolean;
  /** How much of the conversation had changed, apart from new messages, when it was asked for. */
  changes: number;
}

/** Messages shown by themselves: those that others reply to, those that somebody keeps. From what is open, else fetched one by one. */
@Injectable({ providedIn: SessionScope })
export class SingleMessages {
  private readonly answers = inject(MessageAnswers);
  private readonly cached = inject(CachedHistory);
  private readonly open = inject(OpenTimelines);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly changes = inject(ChangesStore);
  private readonly fetched = new Map<string, Fetched>();
  private readonly shown = new Map<string, Signal<SingleMessage>>();
  /** Grows each time that something has to be asked for again, which those who look at it do. */
  private readonly turns = signal(0);

  constructor() {
    const socket = inject(SocketClient);
    socket.on('message_updated').subscribe(({ message }) => {
      this.fetched.get(message.id)?.message.update((before) => later(before, message));
    });
    socket.on('conversation_updated').subscribe(({ conversation }) => this.onConversation(conversation));
    // What changed meanwhile wasn't heard of.
    socket.connected$.subscribe(() => this.forgetAnswers(() => true));
  }

  /** As this person is to see it, live. By `seq` it is found in this browser too. */
  of(conversationId: string, messageId: string, seq?: number): Signal<SingleMessage> {
    let shown = this.shown.get(messageId);
    if (!shown) {
      const timeline = this.messages.timeline(conversationId);
      shown = computed(() => {
        const held = timeline().messages.find((message) => message.id === messageId);
        // What was left is not kept up to date.
        if (held && this.open.isOpen(conversationId)) return held;
        this.turns();
        const message = this.fetch(conversationId, messageId, seq).message();
        if (message === null || (message && message.revision > (held?.revision ?? -1)))
          return message && this.changes.shown(message);
        return held;
      });
      this.shown.set(messageId, shown);
    }
    return shown;
  }

  /** Why a message that is still on its way could not be had the last time. Reads a signal. */
  failure(messageId: string): ApiError | null {
    return this.fetched.get(messageId)?.failure() ?? null;
  }

  /** Asks once more for one that could not be had. */
  retry(messageId: string): void {
    this.forgetAnswers((_one, id) => id === messageId);
  }

  private fetch(conversationId: string, messageId: string, seq: number | undefined): Fetched {
    let one = this.fetched.get(messageId);
    if (!one) {
      one = untracked(() => newlyFetched(conversationId));
      this.fetched.set(messageId, one);
      if (seq !== undefined) void this.find(one, messageId, seq);
    }
    if (!one.isAsked) {
      one.isAsked = true;
      one.changes = changesOf(untracked(() => this.conversations.peek(conversationId)));
      void this.ask(one, messageId);
    }
    return one;
  }

  private async ask({ conversationId, message, failure }: Fetched, messageId: string): Promise<void> {
    try {
      const answer = await this.answers.get(conversationId, messageId);
      message.update((before) => later(before, answer));
      failure.set(null);
    } catch (thrown) {
      const error = ApiError.from(thrown);
      if (error.code === 'NOT_FOUND') message.set(null);
      else failure.set(error);
    }
  }

  /** What this browser keeps of it is shown until the server answers. */
  private async find({ conversationId, message }: Fetched, messageId: string, seq: number): Promise<void> {
    const kept = await this.cached.message(conversationId, seq);
    if (kept?.id === messageId) message.update((before) => (before === undefined ? kept : before));
  }

  private onConversation(conversation: SharedConversation): void {
    const changes = changesOf(conversation);
    this.forgetAnswers((one) => one.conversationId === conversation.id && one.changes < changes);
  }

  private forgetAnswers(of: (one: Fetched, messageId: string) => boolean): void {
    const forgotten = [...this.fetched].filter(([messageId, one]) => of(one, messageId));
    for (const [, one] of forgotten) one.isAsked = false;
    if (forgotten.length > 0) this.turns.update((turn) => turn + 1);
  }
}

function newlyFetched(conversationId: string): Fetched {
  return {
    conversationId,
    message: signal<SingleMessage>(undefined),
    failure: signal<ApiError | null>(null),
    isAsked: false,
    changes: 0,
  };
}

/** A new message takes a revision and a seq, any other change a revision alone. */
const changesOf = (conversation: SharedConversation | undefined): number =>
  conversation ? conversation.revision - conversation.lastSeq : 0;

function later(before: SingleMessage, after: Message): Message {
  return before && before.revision > after.revision ? before : after;
}
