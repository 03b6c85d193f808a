import { DestroyRef, inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';
import { TabLocks } from '../../core/tab-locks';

/**
 * How close a tab is to the person: `reading` the very conversation, `watched` elsewhere, merely `visible`, or `hidden`.
 */
export type Closeness = 'reading' | 'watched' | 'visible' | 'hidden';

/** The closer tab comes first, in milliseconds; one that is asleep comes late anyhow. */
const waitMs: Record<Closeness, number> = { reading: 0, watched: 60, visible: 150, hidden: 300 };
/** The tabs' own connections bring the same message within this time, in milliseconds. */
const holdMs = 10_000;

const readingLock = (conversationId: string) => `reading.${conversationId}`;

/**
 * Elects, for one message, the tab that tells the person of it: the closest, or none where it is being read. Which tab
 * leads is too slow an answer: it may be on its way from one to another.
 */
@Injectable({ providedIn: SessionScope })
export class ClosestTab {
  private readonly locks = inject(TabLocks);
  private readonly timers = inject(SessionTimers);
  private readonly destroyRef = inject(DestroyRef);
  private stopReading: () => void = () => undefined;

  constructor() {
    this.destroyRef.onDestroy(() => this.stopReading());
  }

  /** The conversation that is being read in this tab, which the others know from here on; null for none. */
  reading(conversationId: string | null): void {
    this.stopReading();
    if (conversationId === null) return;
    const read = new Promise<void>((resolve) => (this.stopReading = resolve));
    // Held for as long as it is read; the browser lets go of it where the tab dies.
    this.locks.hold(readingLock(conversationId), { shared: true }, () => read).catch(() => undefined);
  }

  /** Calls `elected` in one tab, or in none where a tab reads the conversation. */
  run({ id, conversationId }: Message, closeness: Closeness, elected: () => void): void {
    const work = async () => {
      // Its own connection may bring the message to the tab that reads later than to this one.
      if (await this.locks.isHeld(readingLock(conversationId))) return;
      elected();
      await this.pause(holdMs);
    };
    this.timers.after(waitMs[closeness], () => {
      this.locks.hold(`notification.${id}`, { ifFree: true }, work).catch(() => undefined);
    });
  }

  /** Until the session ends at most. */
  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.timers.after(ms, resolve);
      this.destroyRef.onDestroy(resolve);
    });
  }
}
