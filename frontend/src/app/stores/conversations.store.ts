import { computed, Injectable, type Signal, signal, untracked } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { SessionScope } from '../core/session-scope';

/** When a conversation was last active, as the server orders the list: its last message, or its creation. */
const lastActive = (conversation: ConversationSummary): string =>
  conversation.lastMessage?.createdAt ?? conversation.createdAt;

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

function byActivity(a: ConversationSummary, b: ConversationSummary): number {
  // ISO 8601 and UUIDs in lower case: the order of the characters is that of the language, and found much sooner.
  return descending(lastActive(a), lastActive(b)) || descending(a.id, b.id);
}

/** The conversations this person takes part in. */
@Injectable({ providedIn: SessionScope })
export class ConversationsStore {
  private readonly known = signal<ReadonlyMap<string, ConversationSummary>>(new Map());
  private readonly complete = signal(false);
  private readonly changes = new Subject<string>();
  private readonly single = new Map<string, Signal<ConversationSummary | undefined>>();

  /** Last active first. */
  readonly all = computed(() => [...this.known().values()].sort(byActivity));
  /** The id of each one that came or changed. */
  readonly changed$ = this.changes.asObservable();
  /** Whether the server's list was there once since sign-in. */
  readonly loaded = this.complete.asReadonly();

  byId(id: string): Signal<ConversationSummary | undefined> {
    let one = this.single.get(id);
    if (!one) {
      one = computed(() => this.known().get(id));
      this.single.set(id, one);
    }
    return one;
  }

  /** The present value, outside of any reactive context. */
  peek(id: string): ConversationSummary | undefined {
    return this.known().get(id);
  }

  put(conversations: readonly ConversationSummary[]): void {
    const changed = conversations.filter((one) => untracked(this.known).get(one.id) !== one);
    if (changed.length === 0) return;
    this.known.update((known) => {
      const next = new Map(known);
      for (const conversation of changed) next.set(conversation.id, conversation);
      return next;
    });
    for (const { id } of changed) this.changes.next(id);
  }

  /** Changes one that is known; another is left alone. */
  change(id: string, to: (conversation: ConversationSummary) => ConversationSummary): void {
    const before = this.known().get(id);
    if (!before) return;
    const after = to(before);
    if (after !== before) this.put([after]);
  }

  remove(id: string): void {
    if (!this.known().has(id)) return;
    this.known.update((known) => {
      const next = new Map(known);
      next.delete(id);
      return next;
    });
  }

  setLoaded(): void {
    this.complete.set(true);
  }
}
