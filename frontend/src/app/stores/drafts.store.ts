import { computed, Injectable, type Signal, signal } from '@angular/core';
import { Subject } from 'rxjs';
import { SessionScope } from '../core/session-scope';

/** What was typed and not sent: Markdown source, and the message it answers. */
export interface Draft {
  text: string;
  replyToId: string | null;
  /** What the message is to bring for its parts, by their names; absent where it brings none. */
  parts?: MessagePartsToSend;
}

/** JSON by the name of the part, as `parts` of a send. */
export type MessagePartsToSend = Readonly<Record<string, unknown>>;

export type Drafts = ReadonlyMap<string, Draft>;

export const noDraft: Draft = { text: '', replyToId: null };
export const noParts: MessagePartsToSend = {};

/** A draft with another one's text in front of its own, and its reply, unless there is none. */
export const inFront = (draft: Draft, { text, replyToId, parts }: Draft): Draft => ({
  text: [text, draft.text].filter((one) => one.trim()).join('\n'),
  replyToId: replyToId ?? draft.replyToId,
  parts: { ...draft.parts, ...parts },
});

/** A draft without what `inFront` put there; as it is where its text doesn't begin with that any more. */
export function withoutFront(draft: Draft, front: Draft): Draft {
  const isAll = draft.text === front.text;
  if (!isAll && !draft.text.startsWith(`${front.text}\n`)) return draft;
  const brought = front.parts ?? noParts;
  return {
    text: isAll ? '' : draft.text.slice(front.text.length + 1),
    replyToId: draft.replyToId === front.replyToId ? null : draft.replyToId,
    parts: Object.fromEntries(Object.entries(draft.parts ?? noParts).filter(([name]) => !(name in brought))),
  };
}

/** The drafts of this person, by conversation; kept over reloads and tabs by `DraftKeeper`. */
@Injectable({ providedIn: SessionScope })
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

  /** What the message is to bring for its parts; empty where it brings none. */
  parts(conversationId: string): Signal<MessagePartsToSend> {
    return computed(() => this.of(conversationId).parts ?? noParts);
  }

  /** What the message is to bring for one part; undefined for nothing. */
  setPart(conversationId: string, name: string, input: unknown): void {
    const draft = this.of(conversationId);
    const { [name]: _before, ...others } = draft.parts ?? noParts;
    this.put(conversationId, {
      ...draft,
      parts: input === undefined ? others : { ...others, [name]: input },
    });
  }

  /** Blank text that answers nothing and brings nothing removes the draft. */
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
  load(conversationId: string, { text, replyToId, parts = noParts }: Draft): boolean {
    const before = this.of(conversationId);
    const brings = Object.keys(parts).length > 0;
    const after = { text: text.trim() === '' ? '' : text, replyToId, ...(brings ? { parts } : {}) };
    const isSame = after.text === before.text && replyToId === before.replyToId;
    if (isSame && JSON.stringify(parts) === JSON.stringify(before.parts ?? noParts)) return false;
    const next = new Map(this.drafts());
    if (after.text || replyToId || brings) next.set(conversationId, after);
    else next.delete(conversationId);
    this.drafts.set(next);
    return true;
  }

  private of(conversationId: string): Draft {
    return this.drafts().get(conversationId) ?? noDraft;
  }
}
