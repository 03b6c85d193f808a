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
import { SessionScope } from '../core/session-scope';
import { ChangesStore } from './changes.store';
import { PendingStore } from './pending.store';
import type { MessageWindow, Timeline, TimelineLoading } from './timeline';
import { conversationOf } from './timeline-source';

interface Held {
  /** Undefined until the first page is there. */
  window: MessageWindow | undefined;
  loading: TimelineLoading;
  error: ApiError | null;
}

const nothing: Held = { window: undefined, loading: 'none', error: null };
const absent = signal(nothing).asReadonly();

/** The stretch of messages held of each timeline, by the key of its source: of a conversation that was opened, its id. */
@Injectable({ providedIn: SessionScope })
export class MessagesStore {
  private readonly pendingMessages = inject(PendingStore);
  private readonly changes = inject(ChangesStore);
  private readonly held = new Map<string, WritableSignal<Held>>();
  private readonly moves = new Subject<string>();
  private readonly timelines = new Map<string, Signal<Timeline>>();

  /** The id of each conversation whose own stretch became another; not those of other sources. */
  readonly changed$ = this.moves.asObservable();

  /** Empty and not loading until somebody opens the source. */
  timeline(key: string): Signal<Timeline> {
    let timeline = this.timelines.get(key);
    if (!timeline) {
      const held = this.of(key);
      const pending = this.pendingMessages.of(conversationOf(key));
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
      this.timelines.set(key, timeline);
    }
    return timeline;
  }

  /** The present stretch, outside of any reactive context. */
  window(key: string): MessageWindow | undefined {
    return untracked(this.held.get(key) ?? absent).window;
  }

  /** The conversations of which their own stretch is held. */
  heldIds(): string[] {
    return [...this.held.keys()].filter((key) => key === conversationOf(key) && this.window(key));
  }

  /** The revision up to which every stretch of a conversation is right; undefined where none is held. */
  revisionOf(conversationId: string): number | undefined {
    const revisions = this.keysOf(conversationId).map((key) => this.window(key)?.revision ?? Infinity);
    return revisions.length > 0 ? Math.min(...revisions) : undefined;
  }

  setWindow(key: string, window: MessageWindow | undefined): void {
    if (this.window(key) === window) return;
    this.of(key).update((held) => ({ ...held, window }));
    if (key === conversationOf(key)) this.moves.next(key);
  }

  /** The same change of every stretch of a conversation. */
  changeAll(conversationId: string, change: (window: MessageWindow) => MessageWindow | undefined): void {
    for (const key of this.keysOf(conversationId)) {
      const window = this.window(key);
      if (window) this.setWindow(key, change(window));
    }
  }

  setLoading(key: string, loading: TimelineLoading, error: ApiError | null = null): void {
    this.of(key).update((held) => ({ ...held, loading, error }));
  }

  loading(key: string): TimelineLoading {
    return untracked(this.held.get(key) ?? absent).loading;
  }

  /** Nothing stays of a source that isn't shown any more. */
  forget(key: string): void {
    this.held.get(key)?.set(nothing);
    this.held.delete(key);
    this.timelines.delete(key);
  }

  /** The keys of a conversation's stretches. */
  private keysOf(conversationId: string): string[] {
    return [...this.held.keys()].filter((key) => conversationOf(key) === conversationId && this.window(key));
  }

  private of(key: string): WritableSignal<Held> {
    let held = this.held.get(key);
    if (!held) {
      held = signal(nothing);
      this.held.set(key, held);
    }
    return held;
  }
}
