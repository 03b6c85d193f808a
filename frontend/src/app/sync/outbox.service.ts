import { DestroyRef, inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Message } from '@litspark/shared-contracts';
import { fromEvent } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { ConnectionService } from '../core/connection.service';
import { ownUserId, SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { SocketClient } from '../core/socket-client';
import { TabChannel } from '../core/tab-channel';
import {
  type Draft,
  DraftsStore,
  inFront,
  type MessagePartsToSend,
  noDraft,
  noParts,
} from '../stores/drafts.store';
import { PendingStore } from '../stores/pending.store';
import { ConversationRecords } from './conversation-records';
import { DraftKeeper } from './draft-keeper';
import { Outbox } from './outbox';
import type { OutboxEntry } from './outbox-rules';
import { OutboxStorage } from './outbox-storage';
import { TabLeader } from './tabs/tab-leader';

/** Where a message goes when somebody presses Enter; it stays until the server has it, whatever becomes of the page. */
@Injectable({ providedIn: SessionScope })
export class OutboxService {
  private readonly destroyRef = inject(DestroyRef);
  private readonly socket = inject(SocketClient);
  private readonly connection = inject(ConnectionService);
  private readonly pending = inject(PendingStore);
  private readonly records = inject(ConversationRecords);
  private readonly storage = inject(OutboxStorage);
  private readonly drafts = inject(DraftsStore);
  private readonly draftKeeper = inject(DraftKeeper);
  private readonly tabs = inject(TabChannel);
  private readonly leader = inject(TabLeader);
  private readonly timers = inject(SessionTimers);
  private readonly userId = inject(ownUserId);
  /** Grows each time that this tab begins or ceases to lead. */
  private turn = 0;
  private readonly outbox = new Outbox({
    send: (entry) => this.leader.during(this.transmit(entry)),
    confirmed: (_entry, message) => this.records.mergeMessage(message),
    keep: (entry) => this.written(this.storage.keep(entry)),
    update: (entry) => void this.written(this.storage.update(entry)),
    drop: (clientMessageId) => void this.written(this.storage.drop(clientMessageId)),
    changed: (entries) => this.show(entries),
    now: () => Date.now(),
    after: (ms, call) => this.timers.after(ms, call),
  });

  constructor() {
    this.leader.leads$.subscribe((leads) => {
      this.turn += 1;
      if (leads) void this.lead(this.turn);
      else this.outbox.pause();
    });
    this.tabs
      .on('outbox')
      .pipe(takeUntilDestroyed())
      .subscribe(({ userId }) => {
        if (userId === this.userId) void this.refresh();
      });
    this.storage.recovered$.subscribe(() => void this.written(this.refresh()));
    // The browser asks before it closes a page that alone knows of a message.
    fromEvent(window, 'beforeunload')
      .pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (this.storage.forgetful() && this.pending.all().length > 0) event.preventDefault();
      });
    this.destroyRef.onDestroy(() => this.outbox.close());
  }

  /**
   * Queues a draft as a message and gives its `clientMessageId`, which it keeps over all tries: the draft's id. The text is sent as it
   * is. `fromDraft`: the server may have the draft, which goes with the send; it costs the server a statement.
   */
  send(conversationId: string, draft: Draft, fromDraft = false): string {
    const { text: body, replyToId, parts = noParts, id: clientMessageId = uuidv7() } = draft;
    this.outbox.add({
      order: null,
      clientMessageId,
      conversationId,
      body,
      replyToId,
      ...bringing(parts),
      ...(fromDraft ? { fromDraft } : {}),
      createdAt: new Date().toISOString(),
      state: 'queued',
      attempts: 0,
      notBefore: 0,
      mayBeStored: false,
    });
    return clientMessageId;
  }

  /** Tries a failed message again. */
  retry(clientMessageId: string): void {
    this.outbox.retry(clientMessageId);
  }

  /** Gives a message up. Returns what puts it back as it was, or null when it isn't here any more. */
  discard(clientMessageId: string): (() => void) | null {
    const entry = this.outbox.remove(clientMessageId);
    return entry ? () => this.outbox.restore(entry) : null;
  }

  /** Makes a failed message a draft, in front of what is there; it is kept as one before it is out of the queue. */
  withdraw(clientMessageId: string): void {
    const entry = this.outbox.find(clientMessageId);
    if (entry?.state !== 'failed' || entry.mayBeStored) return;
    const { conversationId, body, replyToId, parts } = entry;
    const draft = this.drafts.all().get(conversationId) ?? noDraft;
    this.drafts.put(conversationId, inFront(draft, { text: body, replyToId, parts }));
    this.draftKeeper.flush();
    this.outbox.remove(clientMessageId);
  }

  /** A message of one's own was pushed: it is out of the queue, whatever became of the acknowledgement. */
  confirm(message: Message): void {
    this.outbox.confirm(message);
  }

  /** Takes up what this person left unsent in this browser. */
  async load(): Promise<void> {
    await this.refresh();
  }

  /** The connection goes on after the session had expired on it: what waits for another try is due. */
  resume(): void {
    if (this.leader.leads) void this.lead((this.turn += 1));
  }

  private async lead(turn: number): Promise<void> {
    // What the tab before left: its last confirmations too.
    this.storage.takeUp();
    await this.refresh();
    if (turn === this.turn) this.outbox.resume();
  }

  private async refresh(): Promise<void> {
    const entries = await this.storage.entries();
    if (!entries || this.destroyRef.destroyed) return;
    this.outbox.reconcile(entries, (clientMessageId) => this.storage.knowsBetter(clientMessageId));
  }

  /** Notifies the other tabs once it is in the database, where they find it. */
  private async written<T>(writing: Promise<T>): Promise<T> {
    const result = await writing;
    // What wasn't there to drop was dropped by another tab, which notified the others.
    if (result !== false) this.tabs.post('outbox', { userId: this.userId });
    return result;
  }

  private async transmit({
    conversationId,
    clientMessageId,
    body,
    replyToId,
    parts,
    fromDraft,
  }: OutboxEntry): Promise<Message> {
    const { message } = await this.socket.emit('send_message', {
      conversationId,
      clientMessageId,
      body,
      // Left out where there is none: it is what a plain message looks like.
      ...(replyToId === null ? {} : { replyToId }),
      ...(parts ? { parts } : {}),
      ...(fromDraft ? { fromDraft } : {}),
    });
    return message;
  }

  private show(entries: readonly OutboxEntry[]): void {
    this.pending.set(entries);
    this.connection.setPending(this.pending.waitingCount());
  }
}

/** Left out where it brings none: it is what a plain message looks like. */
const bringing = (parts: MessagePartsToSend): { parts?: MessagePartsToSend } =>
  Object.keys(parts).length > 0 ? { parts } : {};
