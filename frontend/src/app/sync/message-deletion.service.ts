import { effect, inject, Injectable, untracked } from '@angular/core';
import { isRetryable, type Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ChangesStore } from '../stores/changes.store';
import { MessageAnswers } from './message-answers';
import { type PendingDeletion, PendingDeletions } from './pending-deletions';

/** How long another page leaves a deletion to the one where it can still be undone, in milliseconds. */
const leftAloneMs = 15_000;

export interface UndoableDeletion {
  /** Shows the message again; does nothing once the deletion is on its way. */
  readonly undo: () => void;
  /** Nobody will undo it any more: it goes to the server. */
  readonly commit: () => void;
}

/**
 * Deletes messages: a tombstone on the screen at once, the server hears of it once it can't be undone any more. A page
 * that is left sends it at once; what a page couldn't send, the next one does.
 */
@Injectable({ providedIn: 'root' })
export class MessageDeletion {
  private readonly api = inject(ApiClient);
  private readonly session = inject(SessionService);
  private readonly socket = inject(SocketClient);
  private readonly changes = inject(ChangesStore);
  private readonly answers = inject(MessageAnswers);
  private readonly stored = inject(PendingDeletions);
  private readonly undoable = new Map<string, PendingDeletion>();
  private readonly failures = new Subject<ApiError>();

  /** Why a message that was deleted on the screen came back. */
  readonly failed$ = this.failures.asObservable();

  constructor() {
    // A page in the background may come back: only one that goes for good can't undo any more.
    addEventListener('pagehide', () => this.commitAll());
    this.socket.connected$.subscribe(() => this.takeUp());
    this.session.ended$.subscribe(() => {
      // Not sent yet, they go out when this person is back.
      this.undoable.clear();
      this.changes.clear();
    });
    effect(() => {
      const me = this.session.user();
      untracked(() => {
        if (me) this.takeUp();
      });
    });
  }

  delete(message: Message): UndoableDeletion {
    const { id: messageId, conversationId } = message;
    const deletion = { conversationId, messageId, notBefore: Date.now() + leftAloneMs };
    this.undoable.set(messageId, deletion);
    this.stored.put(this.ownId, deletion);
    this.changes.set(messageId, { deleted: true });
    return {
      undo: () => {
        if (this.undoable.delete(messageId)) this.restore(messageId);
      },
      commit: () => this.commit(messageId),
    };
  }

  private commitAll(): void {
    for (const messageId of [...this.undoable.keys()]) this.commit(messageId);
  }

  private commit(messageId: string): void {
    const deletion = this.undoable.get(messageId);
    if (!deletion) return;
    this.undoable.delete(messageId);
    // From here on whoever finds it sends it.
    this.stored.put(this.ownId, { ...deletion, notBefore: 0 });
    void this.send(deletion);
  }

  /** Sends what an earlier page, or an earlier connection, couldn't. */
  private takeUp(): void {
    const userId = this.ownId;
    for (const deletion of this.stored.of(userId)) {
      if (this.undoable.has(deletion.messageId)) continue;
      const waitMs = deletion.notBefore - Date.now();
      if (waitMs > 0) setTimeout(() => this.takeUpLater(userId, deletion), waitMs);
      else void this.send(deletion);
    }
  }

  private takeUpLater(userId: string, { messageId }: PendingDeletion): void {
    if (userId !== this.ownId || this.undoable.has(messageId)) return;
    const deletion = this.stored.of(userId).find((one) => one.messageId === messageId);
    if (deletion) void this.send(deletion);
  }

  private async send({ conversationId, messageId }: PendingDeletion): Promise<void> {
    const userId = this.ownId;
    this.changes.set(messageId, { deleted: true });
    try {
      const path = `/conversations/${conversationId}/messages/${messageId}`;
      const tombstone = await this.api.persistently<Message>('DELETE', path);
      this.stored.remove(userId, messageId);
      if (userId !== this.ownId) return;
      this.answers.take(tombstone);
      this.changes.set(messageId, { deleted: undefined });
    } catch (thrown) {
      const error = ApiError.from(thrown);
      // The next connection tries again: what was deleted on the screen stays deleted.
      if (isRetryable(error.code) || error.code === 'UNAUTHENTICATED') return;
      this.stored.remove(userId, messageId);
      if (userId !== this.ownId) return;
      this.changes.set(messageId, { deleted: undefined });
      this.failures.next(error);
    }
  }

  private restore(messageId: string): void {
    this.stored.remove(this.ownId, messageId);
    this.changes.set(messageId, { deleted: undefined });
  }

  private get ownId(): string {
    return untracked(this.session.user)?.id ?? '';
  }
}
