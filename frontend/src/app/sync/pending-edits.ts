import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WriteAhead } from '../core/write-ahead';

/** An edit that the server hasn't confirmed. */
export interface PendingEdit {
  messageId: string;
  conversationId: string;
  /** The message's when it was edited. */
  revision: number;
  /** When the message had been edited last as this person saw it; undefined in what an earlier version kept. */
  editedAt?: string | null;
  /** The bodies that this person saw and changed, one after the other. */
  from: string[];
  to: string;
}

/** Edits until the server has them, or the person gives them up: a page that is left or killed loses none. */
@Injectable({ providedIn: 'root' })
export class PendingEdits {
  private readonly ahead = inject(WriteAhead);

  of(userId: string): PendingEdit[] {
    return [...this.ahead.all<PendingEdit>(userId, 'edit').values()];
  }

  /** Keeps an edit in this very task; what is pending of the same message already becomes a part of it. */
  put(
    userId: string,
    { id: messageId, conversationId, revision, createdAt, editedAt }: Message,
    from: string,
    to: string,
  ): PendingEdit {
    const before = this.ahead.get<PendingEdit>(userId, 'edit', messageId);
    const seen = new Set([...(before?.from ?? []), ...(before ? [before.to] : []), from]);
    // A message under an unconfirmed edit is shown as edited when it was created.
    const seenAt = editedAt === createdAt ? null : editedAt;
    const edit = { messageId, conversationId, revision, editedAt: seenAt, from: [...seen], to };
    this.ahead.put(userId, 'edit', messageId, edit);
    return edit;
  }

  /** It is settled; a later edit of the same message stays. */
  remove(userId: string, edit: PendingEdit): void {
    this.ahead.remove(userId, 'edit', edit.messageId, edit);
  }

  /** Whatever is pending of a message is given up. */
  drop(userId: string, messageId: string): void {
    this.ahead.remove(userId, 'edit', messageId);
  }
}
