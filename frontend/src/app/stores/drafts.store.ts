import { computed, Injectable, type Signal, signal } from '@angular/core';
import type { SomePartInputs } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { SessionScope } from '../core/session-scope';

/** What was typed and not sent: Markdown source, and the message it answers. */
export interface Draft {
  text: string;
  replyToId: string | null;
  /** What the message is to bring for its parts, by their names; absent where it brings none. */
  parts?: MessagePartsToSend;
  /** Minted with each change, so that it stands for one text on all devices: the message is sent under it. */
  id?: string | undefined;
  /** What another device wrote meanwhile and isn't in the text: the person decides. */
  other?: OtherDraft | undefined;
}

export type OtherDraft = Pick<Draft, 'text' | 'replyToId'>;

/** JSON by the name of the part, as `parts` of a send; of the parts that this application knows, their inputs. */
export type MessagePartsToSend = Readonly<Record<string, unknown>> & Readonly<SomePartInputs>;

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
      id: undefined,
      parts: input === undefined ? others : { ...others, [name]: input },
    });
  }

  /** Blank text that answers nothing and brings nothing removes the draft. */
  set(conversationId: string, text: string): void {
    this.put(conversationId, { ...this.of(conversationId), text, id: undefined });
  }

  setReplyTo(conversationId: string, replyToId: string | null): void {
    this.put(conversationId, { ...this.of(conversationId), replyToId, id: undefined });
  }

  /** The whole draft, changed by the person; what another device wrote stays beside it. */
  put(conversationId: string, draft: Draft): void {
    const before = this.of(conversationId);
    const after = compact({ ...draft, other: 'other' in draft ? draft.other : before.other });
    const isSame = sameContent(before, after) && alike(before.other, after.other);
    if (isSame) return;
    this.load(conversationId, sameContent(before, after) ? { ...after, id: before.id } : after);
    this.changes.next(conversationId);
  }

  /** The whole draft, as it was kept, or as another tab or device left it. */
  load(conversationId: string, draft: Draft): void {
    const after = compact(draft);
    if (alike(after, this.of(conversationId))) return;
    const next = new Map(this.drafts());
    if (isBlank(after) && !after.other) next.delete(conversationId);
    else next.set(conversationId, after);
    this.drafts.set(next);
  }

  /** What another device wrote, beside the draft; null where there is nothing. */
  other(conversationId: string): Signal<OtherDraft | null> {
    return computed(() => this.of(conversationId).other ?? null);
  }

  setOther(conversationId: string, other: OtherDraft | undefined): void {
    this.put(conversationId, { ...this.of(conversationId), other });
  }

  /** The draft and what another device wrote change places. */
  takeOther(conversationId: string): void {
    const { text, replyToId, parts, other } = this.of(conversationId);
    if (!other) return;
    this.put(conversationId, { ...other, parts, other: text ? { text, replyToId } : undefined });
  }

  private of(conversationId: string): Draft {
    return this.drafts().get(conversationId) ?? noDraft;
  }
}

/** Whether there is nothing to be sent. */
export const isBlank = ({ text, replyToId, parts }: Draft): boolean =>
  !text && !replyToId && Object.keys(parts ?? noParts).length === 0;

const sameContent = (a: Draft, b: Draft): boolean =>
  a.text === b.text && a.replyToId === b.replyToId && alike(a.parts ?? noParts, b.parts ?? noParts);

/** Without what it hasn't; blank text is none. */
function compact({ text, replyToId, parts = noParts, id, other }: Draft): Draft {
  const draft: Draft = {
    text: text.trim() === '' ? '' : text,
    replyToId,
    ...(Object.keys(parts).length > 0 ? { parts } : {}),
    ...(other ? { other: { text: other.text, replyToId: other.replyToId } } : {}),
  };
  return isBlank(draft) ? draft : { ...draft, id: id ?? uuidv7() };
}

const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
