import { computed, inject, Injectable, type Signal, untracked } from '@angular/core';
import type { ScheduledMessage } from '@litspark/shared-contracts';
import { v7 as uuidv7 } from 'uuid';
import { SessionScope } from '../../../core/session-scope';
import { ConversationsStore } from '../../../stores/conversations.store';
import { type Draft, DraftsStore, inFront, noDraft, withoutFront } from '../../../stores/drafts.store';
import { CommandLog } from '../../../sync/commands/command-log.service';
import { deepEqual } from '../../../sync/deep-equal';
import { Items } from '../../../sync/items/items.service';
import { ScheduledWrites } from './scheduled-writes';

const kind = 'scheduled_message';
/** Past on every clock: the server sends it as soon as it hears of it. */
const atOnce = new Date(0).toISOString();

/** A message to come, by the id that it will have as its `clientMessageId`. */
export interface Scheduled extends ScheduledMessage {
  readonly id: string;
}

/**
 * The messages that this person scheduled. A text is never in neither place: it leaves the composer once the write is kept in
 * this browser, and is back in it before the write that cancels it. It leaves it again where the server says that it was sent.
 */
@Injectable({ providedIn: SessionScope })
export class ScheduledMessages {
  private readonly items = inject(Items);
  private readonly log = inject(CommandLog);
  private readonly writes = inject(ScheduledWrites);
  private readonly drafts = inject(DraftsStore);
  private readonly conversations = inject(ConversationsStore);
  private readonly byId = this.items.all(kind);

  /** Whether all are known. */
  readonly loaded = this.items.loaded;
  /** Those that failed, then those to come, the next one first. */
  readonly all: Signal<readonly Scheduled[]> = computed(() =>
    [...this.byId()].map(([id, value]): Scheduled => ({ id, ...value })).sort(byTime),
  );
  private readonly refused = computed(() =>
    this.log.of(this.writes).filter(({ state }) => state === 'refused'),
  );

  /** Those of one conversation. Reads a signal. */
  of(conversationId: string): readonly Scheduled[] {
    return this.all().filter((one) => one.conversationId === conversationId);
  }

  /** Of a failed one that is in this browser alone, since the server refused it as it is: whether it was new. Reads a signal. */
  unsaved(id: string): { isNew: boolean } | null {
    const refused = this.refusedWrite(id);
    return refused ? { isNew: !refused.data.base } : null;
  }

  /** Takes the draft out of the composer, to be sent at that time; null where there is none. Gives its id. */
  schedule(conversationId: string, sendAt: Date): string | null {
    const draft = untracked(this.drafts.all).get(conversationId);
    if (!draft || draft.text === '') return null;
    // Under the draft's: another device that has it can't send it a second time.
    const id = draft.id ?? uuidv7();
    const value: ScheduledMessage = {
      conversationId,
      body: draft.text,
      replyToId: draft.replyToId,
      fileIds: [],
      ...(draft.parts && { parts: draft.parts }),
      sendAt: sendAt.toISOString(),
      state: 'waiting',
      error: null,
    };
    this.log.add(this.writes, { kind, id, value }, () => this.exchange(conversationId, draft, noDraft));
    return id;
  }

  setText(id: string, body: string): void {
    this.change(id, { body });
  }

  setTime(id: string, at: Date): void {
    this.change(id, { sendAt: at.toISOString() });
  }

  /** As soon as the server hears of it. */
  sendNow(id: string): void {
    this.change(id, { sendAt: atOnce });
  }

  /** Sends one that failed once more; at its time, where that is still to come. */
  retry(id: string): void {
    this.change(id, {});
  }

  /** Puts the text back into the composer, in front of what is there. Returns what takes that back; null where it is gone. */
  cancel(id: string): (() => void) | null {
    const value = untracked(this.byId).get(id);
    if (!value) return null;
    const { conversationId, body, replyToId, parts } = value;
    const before = this.draftOf(conversationId);
    let after = before;
    if (this.conversations.peek(conversationId)) {
      this.drafts.put(conversationId, {
        ...inFront(before, { text: body, replyToId, parts }),
        id: before.text ? undefined : id,
      });
      after = this.draftOf(conversationId);
    }
    this.remove(id, value);
    return () => {
      const again = { ...value, state: 'waiting', error: null };
      this.log.add(this.writes, { kind, id, value: again }, () =>
        this.exchange(conversationId, after, before),
      );
    };
  }

  /** The server didn't take a message back: what `cancel` put into the composer leaves it, unless it was changed there. */
  withdraw({ conversationId, body, replyToId, parts }: ScheduledMessage): void {
    const draft = this.draftOf(conversationId);
    this.drafts.put(conversationId, withoutFront(draft, { text: body, replyToId, parts }));
  }

  private change(id: string, to: Partial<ScheduledMessage>): void {
    const shown = untracked(this.byId).get(id);
    if (!shown) return;
    const refused = untracked(() => this.refusedWrite(id));
    // What was refused is made anew of what the server has.
    const base = refused ? refused.data.base : shown;
    const value = { ...shown, ...to, state: 'waiting', error: null };
    this.log.add(this.writes, { kind, id, value, base });
  }

  private remove(id: string, base: ScheduledMessage): void {
    const refused = untracked(() => this.refusedWrite(id));
    if (refused && !this.items.isHeld(kind, id)) this.log.drop(refused.id);
    else this.log.add(this.writes, { kind, id, value: null, base: { ...base } });
  }

  private refusedWrite(id: string) {
    return this.refused().find(({ data }) => data.id === id);
  }

  private draftOf(conversationId: string): Draft {
    return untracked(this.drafts.all).get(conversationId) ?? noDraft;
  }

  /** One draft in the place of another, unless somebody has written on. */
  private exchange(conversationId: string, from: Draft, to: Draft): void {
    if (deepEqual(this.draftOf(conversationId), from)) this.drafts.put(conversationId, to);
  }
}

function byTime(a: Scheduled, b: Scheduled): number {
  const failed = Number(b.state === 'failed') - Number(a.state === 'failed');
  return failed || a.sendAt.localeCompare(b.sendAt) || a.id.localeCompare(b.id);
}
