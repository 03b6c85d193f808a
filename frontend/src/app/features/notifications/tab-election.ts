import { DestroyRef, inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';

/**
 * How close a tab is to the person: `reading` the very conversation, `watched` elsewhere, merely `visible`, or `hidden`.
 */
export type Closeness = 'reading' | 'watched' | 'visible' | 'hidden';

/** The closer tab comes first, in milliseconds; one that is asleep comes late anyhow. */
const waitMs: Record<Closeness, number> = { reading: 0, watched: 60, visible: 150, hidden: 300 };
/** The tabs' own connections bring the same message within this time, in milliseconds. */
const holdMs = 10_000;

const readingLock = (conversationId: string) => `litspark.reading.${conversationId}`;

/** Of all tabs of this browser one shows the notification of a message: the closest, or none where it is being read. */
@Injectable({ providedIn: SessionScope })
export class TabElection {
  private readonly locks = (navigator as Partial<Navigator>).locks;
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
    void this.locks?.request(readingLock(conversationId), { mode: 'shared' }, () => read);
  }

  /**
   * Calls `elected` in one tab, or in none where a tab reads the conversation. Without Web Locks (plain HTTP) it is called
   * in each, at once.
   */
  run({ id, conversationId }: Message, closeness: Closeness, elected: () => void): void {
    const { locks } = this;
    if (!locks) {
      elected();
      return;
    }
    this.timers.after(waitMs[closeness], () => {
      void locks.request(`litspark.notification.${id}`, { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        // Its own connection may bring the message to the tab that reads later than to this one.
        const { held = [] } = await locks.query();
        if (held.some(({ name }) => name === readingLock(conversationId))) return;
        elected();
        await new Promise<void>((resolve) => {
          this.timers.after(holdMs, resolve);
          this.destroyRef.onDestroy(resolve);
        });
      });
    });
  }
}
