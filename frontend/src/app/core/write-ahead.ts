import { inject, Injectable } from '@angular/core';
import { BrowserStorage } from './storage';

/**
 * What is kept ahead: a draft by its conversation, a message by its `clientMessageId`, a command by its id, an edit that
 * is being written by its message.
 */
export type AheadKind = 'draft' | 'send' | 'command' | 'editing';

/**
 * What a person did a moment ago, until the database or the server has it. Kept in the task of the key press, in the one
 * storage that takes it at once: a reload, a closed tab or a crash of the page right afterwards loses nothing.
 */
@Injectable({ providedIn: 'root' })
export class WriteAhead {
  private readonly storage = inject(BrowserStorage);

  put(userId: string, kind: AheadKind, id: string, value: unknown): void {
    const key = `${prefix(userId, kind)}${id}`;
    // An older value must not pass for the last one at the next start.
    if (!this.storage.write(key, value)) this.storage.remove(key);
  }

  get<T>(userId: string, kind: AheadKind, id: string): T | null {
    return this.storage.read<T>(`${prefix(userId, kind)}${id}`);
  }

  all<T>(userId: string, kind: AheadKind): Map<string, T> {
    const start = prefix(userId, kind);
    const all = new Map<string, T>();
    for (const key of this.storage.keys(start)) {
      const value = this.storage.read<T>(key);
      if (value !== null) all.set(key.slice(start.length), value);
    }
    return all;
  }

  /** Whether it is still this very value: another tab of the same person may have gone on. */
  holds(userId: string, kind: AheadKind, id: string, value: unknown): boolean {
    return JSON.stringify(this.get(userId, kind, id)) === JSON.stringify(value);
  }

  /** It is safe elsewhere; with `value`, only if it is still that. */
  remove(userId: string, kind: AheadKind, id: string, value?: unknown): void {
    if (value !== undefined && !this.holds(userId, kind, id, value)) return;
    this.storage.remove(`${prefix(userId, kind)}${id}`);
  }

  /** Nothing of this person stays. */
  wipe(userId: string): void {
    for (const key of this.storage.keys(`ahead.${userId}.`)) this.storage.remove(key);
  }
}

const prefix = (userId: string, kind: AheadKind) => `ahead.${userId}.${kind}.`;
