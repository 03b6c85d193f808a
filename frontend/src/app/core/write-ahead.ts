import { DestroyRef, inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { auditTime, filter, type Observable } from 'rxjs';
import { ownUserId, SessionScope } from './session-scope';
import { BrowserStorage } from './storage';

/**
 * What is kept ahead: a draft by its conversation, a message by its `clientMessageId`, a command by its id, an edit that
 * is being written by its message.
 */
export type AheadKind = 'draft' | 'send' | 'command' | 'editing';

/** A page that lives has what it wrote ahead in the database by then. */
const livingTakesMs = 1_000;

/**
 * What the session's person did a moment ago, until the database or the server has it. Kept in the task of the key press, in the one
 * storage that takes it at once: a reload, a closed tab or a crash of the page right afterwards loses nothing.
 */
@Injectable({ providedIn: SessionScope })
export class WriteAhead {
  private readonly storage = inject(BrowserStorage);
  private readonly destroyRef = inject(DestroyRef);
  private readonly all = aheadOf(inject(ownUserId));

  put(kind: AheadKind, id: string, value: unknown): void {
    // Nothing is left behind once the person has left.
    if (this.destroyRef.destroyed) return;
    const key = this.keyOf(kind, id);
    // An older value must not pass for the last one at the next start.
    if (!this.storage.write(key, value)) this.storage.remove(key);
  }

  get<T>(kind: AheadKind, id: string): T | null {
    return this.storage.read<T>(this.keyOf(kind, id));
  }

  allOf<T>(kind: AheadKind): Map<string, T> {
    const start = this.keyOf(kind, '');
    const all = new Map<string, T>();
    for (const key of this.storage.keys(start)) {
      const value = this.storage.read<T>(key);
      if (value !== null) all.set(key.slice(start.length), value);
    }
    return all;
  }

  /**
   * Each time that another tab wrote something of this kind and something is there a moment later: the tab may have been
   * killed. Ends with the session.
   */
  leftByOthers(kind: AheadKind): Observable<void> {
    return this.storage.writes(this.keyOf(kind, '')).pipe(
      auditTime(livingTakesMs),
      filter(() => this.storage.keys(this.keyOf(kind, '')).length > 0),
      takeUntilDestroyed(this.destroyRef),
    );
  }

  /** Whether it is still this very value: another tab of the same person may have gone on. */
  holds(kind: AheadKind, id: string, value: unknown): boolean {
    return JSON.stringify(this.get(kind, id)) === JSON.stringify(value);
  }

  /** It is safe elsewhere; with `value`, only if it is still that. */
  remove(kind: AheadKind, id: string, value?: unknown): void {
    if (value !== undefined && !this.holds(kind, id, value)) return;
    this.storage.remove(this.keyOf(kind, id));
  }

  private keyOf(kind: AheadKind, id: string): string {
    return `${this.all}${kind}.${id}`;
  }
}

/** How the keys begin of all that is written ahead for this person. */
export const aheadOf = (userId: string): string => `ahead.${userId}.`;
