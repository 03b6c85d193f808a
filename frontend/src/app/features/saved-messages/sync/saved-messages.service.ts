import { computed, inject, Injectable, type Signal, untracked } from '@angular/core';
import type { Message, SavedMessage } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { Items } from '../../../sync/items/items.service';

const kind = 'saved_message';

/** A message that this person keeps to come back to, by the message's id. */
export interface Saved extends SavedMessage {
  readonly id: string;
}

/** The messages that this person keeps; every change is on the screen at once. */
@Injectable({ providedIn: SessionScope })
export class SavedMessages {
  private readonly items = inject(Items);
  private readonly byId = this.items.all(kind);
  private readonly all = computed(() => [...this.byId()].map(([id, value]): Saved => ({ id, ...value })));

  /** Whether all are known. */
  readonly loaded = this.items.loaded;
  /** Those to come back to, saved last first. */
  readonly open: Signal<readonly Saved[]> = computed(() =>
    this.all()
      .filter(({ doneAt }) => doneAt === null)
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt) || b.id.localeCompare(a.id)),
  );
  /** Those that are done, done last first. */
  readonly done: Signal<readonly Saved[]> = computed(() =>
    this.all()
      .filter(({ doneAt }) => doneAt !== null)
      .sort((a, b) => (b.doneAt ?? '').localeCompare(a.doneAt ?? '') || b.id.localeCompare(a.id)),
  );

  /** Null where it isn't kept. Reads a signal. */
  find(messageId: string): Saved | null {
    const value = this.byId().get(messageId);
    return value ? { id: messageId, ...value } : null;
  }

  save({ id, conversationId, seq }: Message): void {
    const savedAt = new Date().toISOString();
    this.items.put(kind, id, { conversationId, seq, note: null, remindAt: null, doneAt: null, savedAt });
  }

  /** Returns what puts it back as it was; null where it isn't kept. */
  remove(messageId: string): (() => void) | null {
    const value = untracked(this.byId).get(messageId);
    if (!value) return null;
    this.items.remove(kind, messageId);
    return () => this.items.put(kind, messageId, value);
  }

  setDone(saved: Saved, done: boolean): void {
    this.change(saved, { doneAt: done ? new Date().toISOString() : null });
  }

  /** Blank text takes the note away. */
  setNote(saved: Saved, text: string): void {
    this.change(saved, { note: text.trim() || null });
  }

  /** Null for none. */
  setReminder(saved: Saved, at: Date | null): void {
    this.change(saved, { remindAt: at?.toISOString() ?? null });
  }

  private change({ id, ...value }: Saved, to: Partial<SavedMessage>): void {
    this.items.change(kind, id, value, (before) => ({ ...before, ...to }));
  }
}
