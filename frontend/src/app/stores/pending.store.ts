import { computed, Injectable, type Signal, signal } from '@angular/core';
import { SessionScope } from '../core/session-scope';
import type { PendingMessage } from './timeline';

/** What the outbox holds, as the timelines show it. */
@Injectable({ providedIn: SessionScope })
export class PendingStore {
  private readonly entries = signal<readonly PendingMessage[]>([]);
  private readonly single = new Map<string, Signal<readonly PendingMessage[]>>();

  readonly all = this.entries.asReadonly();
  /** Those that are still to be sent; a failed one waits for the person. */
  readonly waitingCount = computed(() => this.entries().filter((entry) => entry.state !== 'failed').length);

  /** The conversations in which one failed. */
  readonly failedIn = computed(
    () =>
      new Set(
        this.entries()
          .filter(({ state }) => state === 'failed')
          .map((one) => one.conversationId),
      ),
  );

  of(conversationId: string): Signal<readonly PendingMessage[]> {
    let one = this.single.get(conversationId);
    if (!one) {
      one = computed(() => this.entries().filter((entry) => entry.conversationId === conversationId), {
        // Most changes concern another conversation.
        equal: (a, b) => a.length === b.length && a.every((entry, index) => entry === b[index]),
      });
      this.single.set(conversationId, one);
    }
    return one;
  }

  set(entries: readonly PendingMessage[]): void {
    this.entries.set(entries);
  }
}
