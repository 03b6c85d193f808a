import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { v7 as uuidv7 } from 'uuid';
import { ConnectionService } from '../core/connection.service';
import { SocketClient } from '../core/socket-client';
import { PendingStore } from '../stores/pending.store';
import { ConversationRecords } from './conversation-records';
import { Outbox } from './outbox';
import type { OutboxEntry } from './outbox-rules';
import { OutboxStorage } from './outbox-storage';

/** Where a message goes when somebody presses Enter; it stays until the server has it, over reloads too. */
@Injectable({ providedIn: 'root' })
export class OutboxService {
  private readonly socket = inject(SocketClient);
  private readonly connection = inject(ConnectionService);
  private readonly pending = inject(PendingStore);
  private readonly records = inject(ConversationRecords);
  private readonly storage = inject(OutboxStorage);
  private userId: string | null = null;
  private saved: readonly OutboxEntry[] = [];
  private readonly outbox = new Outbox({
    send: (entry) => this.transmit(entry),
    confirmed: (_entry, message) => this.records.takeMessage(message),
    changed: (entries) => this.show(entries),
    now: () => Date.now(),
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });

  /** Queues a message and gives its `clientMessageId`, which it keeps over all tries. The body is sent as it is. */
  send(conversationId: string, body: string, replyToId: string | null = null): string {
    const clientMessageId = uuidv7();
    this.outbox.add({
      clientMessageId,
      conversationId,
      body,
      replyToId,
      createdAt: new Date().toISOString(),
      state: 'queued',
      attempts: 0,
      notBefore: 0,
    });
    return clientMessageId;
  }

  /** Tries a failed message again. */
  retry(clientMessageId: string): void {
    this.outbox.retry(clientMessageId);
  }

  /** Gives a message up. Returns what puts it back as it was, or null when it isn't here any more. */
  discard(clientMessageId: string): (() => void) | null {
    const { userId } = this;
    const entry = this.outbox.remove(clientMessageId);
    return entry ? () => this.userId === userId && this.outbox.restore([entry]) : null;
  }

  /**
   * Sends other words in the place of a message that failed, under a new id, which it returns; null when it may be
   * stored already, or isn't here.
   */
  edit(clientMessageId: string, body: string): string | null {
    const entry = this.outbox.find(clientMessageId);
    if (entry?.state !== 'failed') return null;
    this.outbox.remove(clientMessageId);
    return this.send(entry.conversationId, body, entry.replyToId);
  }

  /** A message of one's own was pushed: it is out of the queue, whatever became of the acknowledgement. */
  confirm(message: Message): void {
    this.outbox.confirm(message);
  }

  /** Takes up what this person left unsent in this browser. */
  async load(userId: string): Promise<void> {
    this.userId = userId;
    const entries = await this.storage.load(userId);
    if (this.userId !== userId) return;
    this.saved = entries;
    this.outbox.restore(entries);
  }

  resume(): void {
    this.outbox.resume();
  }

  pause(): void {
    this.outbox.pause();
  }

  /** Forgets it here and, with `erase`, in this browser; without, it is taken up at the next sign-in. */
  clear(erase: boolean): void {
    if (erase && this.userId) this.storage.erase(this.userId);
    this.userId = null;
    this.outbox.clear();
    this.saved = [];
  }

  private async transmit({
    conversationId,
    clientMessageId,
    body,
    replyToId,
  }: OutboxEntry): Promise<Message> {
    const { message } = await this.socket.emit('send_message', {
      conversationId,
      clientMessageId,
      body,
      // Left out where there is none: it is what a plain message looks like.
      ...(replyToId === null ? {} : { replyToId }),
    });
    return message;
  }

  private show(entries: readonly OutboxEntry[]): void {
    if (this.userId) {
      this.storage.save(this.userId, this.saved, entries);
      this.saved = entries;
    }
    this.pending.set(entries);
    this.connection.setPending(this.pending.waitingCount());
  }
}
