import { computed, Injectable, type Signal, signal } from '@angular/core';
import { Subject } from 'rxjs';

/** What was typed and not sent: Markdown source, and the message it answers. */
export interface Draft {
  text: string;
  replyToId: string | null;
}

export type Drafts = ReadonlyMap<string, Draft>;

export const noDraft: Draft = { text: '', replyToId: null };

/** The drafts of this person, by conversation; kept over reloads and tabs by `DraftKeeper`. */
@Injectable({ providedIn: 'root' })
export class DraftsStore {
  private readonly drafts = signal<Drafts>(new Map());

  private readonly changes = new Subject<string>();

  readonly all = this.drafts.asReadonly();
  /** The conversation whose draft this person changed here, in the same task. */
  readonly changed$ = this.changes.asObservable();

  /** The text; empty where there is none. */
  get(conversationId: string): Signal<string> {
    return computed(() => this.of(conversationId).text);
  }

  /** The message the draft answers, or null. */
  replyTo(conversationId: string): Signal<string | null> {
    return computed(() => this.of(conversationId).replyToId);
  }

  /** Blank text that answers nothing removes the draft. */
  set(conversationId: string, text: string): void {
    this.put(conversationId, { ...this.of(conversationId), text });
  }

  setReplyTo(conversationId: string, replyToId: string | null): void {
    this.put(conversationId, { ...this.of(conversationId), replyToId });
  }

  /** The whole draft, changed by the person. */
  put(conversationId: string, draft: Draft): void {
    if (this.load(conversationId, draft)) this.changes.next(conversationId);
  }

  /** The whole draft, as it was kept or as another tab left it. Tells whether it is another one than before. */
  load(conversationId: string, { text, replyToId }: Draft): boolean {
    const before = this.drafts().get(conversationId);
    const after = { text: text.trim() === '' ? '' : text, replyToId };
    if (after.text === (before?.text ?? '') && replyToId === (before?.replyToId ?? null)) return false;
    const next = new Map(this.drafts());
    if (after.text || replyToId) next.set(conversationId, after);
    else next.delete(conversationId);
    this.drafts.set(next);
    return true;
  }

  clear(): void {
    this.drafts.set(new Map());
  }

  private of(conversationId: string): Draft {
    return this.drafts().get(conversationId) ?? noDraft;
  }
}
