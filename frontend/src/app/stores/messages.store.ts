import {
  computed,
  inject,
  Injectable,
  type Signal,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import { Subject } from 'rxjs';
import type { ApiError } from '../core/api-error';
import { ChangesStore } from './changes.store';
import { PendingStore } from './pending.store';
import type { MessageWindow, Timeline, TimelineLoading } from './timeline';

interface Held {
  /** Undefined until the first page is there. */
  window: MessageWindow | undefined;
  loading: TimelineLoading;
  error: ApiError | null;
}

const nothing: Held = { window: undefined, loading: 'none', error: null };

/** The stretch of messages held of each conversation that was opened. */
@Injectable({ providedIn: 'root' })
export class MessagesStore {
  private readonly pendingMessages = inject(PendingStore);
  private readonly changes = inject(ChangesStore);
  private readonly held = new Map<string, WritableSignal<Held>>();
  private readonly moves = new Subject<string>();
  private readonly timelines = new Map<string, Signal<Timeline>>();

  /** The id of each conversation whose stretch became another. */
  readonly changed$ = this.moves.asObservable();

  /** Empty and not loading until somebody joins the conversation. */
  timeline(conversationId: string): Signal<Timeline> {
    let timeline = this.timelines.get(conversationId);
    if (!timeline) {
      const held = this.of(conversationId);
      const pending = this.pendingMessages.of(conversationId);
      timeline = computed(() => {
        const { window, loading, error } = held();
        const messages = this.changes.laidOver(window?.messages ?? []);
        return {
          messages,
          // Seqs begin at 1 and have no gap, so the ends say all there is to say.
          hasMoreBefore: (messages[0]?.seq ?? 1) > 1,
          hasMoreAfter: window !== undefined && (messages.at(-1)?.seq ?? 0) < window.lastSeq,
          loading,
          error,
          pending: pending(),
        };
      });
      this.timelines.set(conversationId, timeline);
    }
    return timeline;
  }

  /** The present stretch, outside of any reactive context. */
  window(conversationId: string): MessageWindow | undefined {
    return untracked(this.of(conversationId)).window;
  }

  /** The conversations of which something is held. */
  heldIds(): string[] {
    return [...this.held].filter(([, held]) => untracked(held).window).map(([id]) => id);
  }

  setWindow(conversationId: string, window: MessageWindow | undefined): void {
    if (this.window(conversationId) === window) return;
    this.of(conversationId).update((held) => ({ ...held, window }));
    this.moves.next(conversationId);
  }

  setLoading(conversationId: string, loading: TimelineLoading, error: ApiError | null = null): void {
    this.of(conversationId).update((held) => ({ ...held, loading, error }));
  }

  loading(conversationId: string): TimelineLoading {
    return untracked(this.of(conversationId)).loading;
  }

  clear(): void {
    for (const held of this.held.values()) held.set(nothing);
  }

  private of(conversationId: string): WritableSignal<Held> {
    let held = this.held.get(conversationId);
    if (!held) {
      held = signal(nothing);
      this.held.set(conversationId, held);
    }
    return held;
  }
}
