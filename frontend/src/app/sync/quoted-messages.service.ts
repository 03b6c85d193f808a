import { computed, inject, Injectable, type Signal, signal, type WritableSignal } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { ApiError } from '../core/api-error';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ChangesStore } from '../stores/changes.store';
import { MessagesStore } from '../stores/messages.store';
import { MessageAnswers } from './message-answers';

/** Undefined while it is on its way, null where it can't be had. */
export type QuotedMessage = Message | null | undefined;

/** Messages that others reply to: from the stretch that is held, else fetched one by one. */
@Injectable({ providedIn: 'root' })
export class QuotedMessages {
  private readonly answers = inject(MessageAnswers);
  private readonly messages = inject(MessagesStore);
  private readonly changes = inject(ChangesStore);
  private readonly fetched = new Map<string, WritableSignal<QuotedMessage>>();
  private readonly shown = new Map<string, Signal<QuotedMessage>>();
  /** Asked for over the present connection. */
  private readonly asked = new Set<string>();
  private readonly connections = signal(0);

  constructor() {
    const socket = inject(SocketClient);
    socket.on('message_updated').subscribe(({ message }) => {
      const known = this.fetched.get(message.id);
      if (known) known.update((before) => later(before, message));
    });
    // What changed meanwhile wasn't heard of.
    socket.connected$.subscribe(() => this.refresh());
    inject(SessionService).ended$.subscribe(() => {
      this.fetched.clear();
      this.shown.clear();
      this.asked.clear();
    });
  }

  /** As this person is to see it, live. */
  of(conversationId: string, messageId: string): Signal<QuotedMessage> {
    let shown = this.shown.get(messageId);
    if (!shown) {
      const timeline = this.messages.timeline(conversationId);
      shown = computed(() => {
        const held = timeline().messages.find((message) => message.id === messageId);
        if (held) return held;
        this.connections();
        const fetched = this.fetch(conversationId, messageId)();
        return fetched ? this.changes.shown(fetched) : fetched;
      });
      this.shown.set(messageId, shown);
    }
    return shown;
  }

  private fetch(conversationId: string, messageId: string): Signal<QuotedMessage> {
    let entry = this.fetched.get(messageId);
    if (!entry) {
      entry = signal<QuotedMessage>(undefined);
      this.fetched.set(messageId, entry);
    }
    if (!this.asked.has(messageId)) {
      this.asked.add(messageId);
      void this.ask(conversationId, messageId, entry);
    }
    return entry;
  }

  private async ask(id: string, messageId: string, entry: WritableSignal<QuotedMessage>): Promise<void> {
    try {
      const message = await this.answers.get(id, messageId);
      entry.update((before) => later(before, message));
    } catch (thrown) {
      if (ApiError.from(thrown).code === 'NOT_FOUND') entry.set(null);
      else this.asked.delete(messageId);
    }
  }

  private refresh(): void {
    this.asked.clear();
    this.connections.update((count) => count + 1);
  }
}

function later(before: QuotedMessage, after: Message): Message {
  return before && before.revision > after.revision ? before : after;
}
