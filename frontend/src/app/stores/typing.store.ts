import { Injectable, type Signal, signal, type WritableSignal } from '@angular/core';

/** A sign of typing that isn't renewed within this time is over. */
const expiresAfterMs = 6_000;

/** Who is writing where, right now. */
@Injectable({ providedIn: 'root' })
export class TypingStore {
  private readonly writing = new Map<string, WritableSignal<readonly string[]>>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** User ids, who began first first. */
  typingIn(conversationId: string): Signal<readonly string[]> {
    return this.entry(conversationId).asReadonly();
  }

  set(conversationId: string, userId: string, active: boolean): void {
    const key = `${conversationId} ${userId}`;
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.entry(conversationId).update((users) => {
      if (users.includes(userId) === active) return users;
      return active ? [...users, userId] : users.filter((id) => id !== userId);
    });
    if (active) {
      this.timers.set(
        key,
        setTimeout(() => this.set(conversationId, userId, false), expiresAfterMs),
      );
    }
  }

  clear(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    for (const entry of this.writing.values()) entry.set([]);
  }

  /** Nobody writes there, as far as anybody says. */
  clearIn(conversationId: string): void {
    for (const userId of this.entry(conversationId)()) this.set(conversationId, userId, false);
  }

  private entry(conversationId: string): WritableSignal<readonly string[]> {
    let entry = this.writing.get(conversationId);
    if (!entry) {
      entry = signal<readonly string[]>([]);
      this.writing.set(conversationId, entry);
    }
    return entry;
  }
}
