import { inject, Injectable, signal } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { SessionScope } from '../../../core/session-scope';
import { DraftsStore } from '../../../stores/drafts.store';
import { EditDrafts } from '../../../sync/edit-drafts';
import type { EditedMessage } from '../../../sync/message-changes.service';
import { type MentionText, shownText, sourceText } from './mention-text';

/** An edit that is being written. */
export interface Editing {
  message: EditedMessage;
  /** The body that the person saw when they began. */
  from: string;
  text: MentionText;
}

/** What the composer of each conversation is at, besides the draft: an edit, or the message that is answered. */
@Injectable({ providedIn: SessionScope })
export class Composing {
  private readonly drafts = inject(DraftsStore);
  private readonly editDrafts = inject(EditDrafts);
  private readonly edits = signal<ReadonlyMap<string, Editing>>(new Map());
  private readonly asked = new Subject<string>();

  /** Something was begun elsewhere: the composer of this conversation takes the focus. */
  readonly asked$ = this.asked.asObservable();

  /** The edit that is being written in a conversation. Reads a signal. */
  editing(conversationId: string): Editing | undefined {
    return this.edits().get(conversationId);
  }

  /** Whether a message is being edited, or answered. Reads signals. */
  isAbout({ id, conversationId }: Message): boolean {
    const editing = this.editing(conversationId);
    return (editing ? editing.message.id : this.drafts.all().get(conversationId)?.replyToId) === id;
  }

  /** Begins to edit, or goes on with what was being written before something else was begun. */
  edit(message: Message, body = this.editDrafts.textOf(message.id) ?? message.body): void {
    this.put(message.conversationId, { message, from: message.body, text: shownText(body) });
    this.asked.next(message.conversationId);
  }

  write(conversationId: string, text: MentionText): void {
    const editing = this.editing(conversationId);
    if (!editing) return;
    this.put(conversationId, { ...editing, text });
    this.editDrafts.keep({ ...editing, text: sourceText(text) });
  }

  /** The conversation is opened: goes on with the edit that was being written there when its page was left. */
  resume(conversationId: string): void {
    if (this.editing(conversationId)) return;
    const kept = this.editDrafts.latest(conversationId);
    if (kept) this.put(conversationId, { ...kept, text: shownText(kept.text) });
  }

  /** Leaves the edit; the draft is as it was. */
  endEdit(conversationId: string): void {
    const editing = this.editing(conversationId);
    if (editing) this.editDrafts.remove(editing.message.id);
    this.put(conversationId, undefined);
  }

  /** Begins to answer; an edit that is being written is kept for when it is asked for again. */
  reply(message: Message): void {
    this.put(message.conversationId, undefined);
    this.drafts.setReplyTo(message.conversationId, message.id);
    this.asked.next(message.conversationId);
  }

  private put(conversationId: string, editing: Editing | undefined): void {
    const next = new Map(this.edits());
    if (editing) next.set(conversationId, editing);
    else next.delete(conversationId);
    this.edits.set(next);
  }
}
