import { inject, Injectable, type Signal, signal, type WritableSignal } from '@angular/core';
import { SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';

/** A sign of typing that isn't renewed within this time is over. */
const expiresAfterMs = 6_000;

/** Who is writing where, right now. */
@Injectable({ providedIn: SessionScope })
export class TypingStore {
  private readonly writing = new Map<string, WritableSignal<readonly string[]>>();
  private readonly timers = inject(SessionTimers);
  private readonly cancels = new Map<string, () => void>();

  /** User ids, who began first first. */
  typingIn(conversationId: string): Signal<readonly string[]> {
    return this.entry(conversationId).asReadonly();
  }

  set(conversationId: string, userId: string, active: boolean): void {
    const key = `${conversationId} ${userId}`;
    this.cancels.get(key)?.();
    this.cancels.delete(key);
    this.entry(conversationId).update((users) => {
      if (users.includes(userId) === active) return users;
      return active ? [...users, userId] : users.filter((id) => id !== userId);
    });
    if (active) {
      const expire = () => this.set(conversationId, userId, false);
      this.cancels.set(key, this.timers.after(expiresAfterMs, expire));
    }
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
