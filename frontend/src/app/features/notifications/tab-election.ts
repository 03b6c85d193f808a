import { Injectable } from '@angular/core';

/**
 * How close a tab is to the person: `reading` the very conversation, `watched` elsewhere, merely `visible`, or `hidden`.
 */
export type Closeness = 'reading' | 'watched' | 'visible' | 'hidden';

/** The closer tab comes first, in milliseconds; one that is asleep comes late anyhow. */
const waitMs: Record<Closeness, number> = { reading: 0, watched: 60, visible: 150, hidden: 300 };
/** The tabs' own connections bring the same message within this time, in milliseconds. */
const holdMs = 10_000;

/** Of all tabs of this browser one shows the notification of a message: the closest, or none where it is being read. */
@Injectable({ providedIn: 'root' })
export class TabElection {
  /** Calls `elected` in one tab. Without Web Locks (plain HTTP) it is called in each, at once. */
  run(messageId: string, closeness: Closeness, elected: () => void): void {
    const locks = (navigator as Partial<Navigator>).locks;
    if (!locks) {
      elected();
      return;
    }
    setTimeout(() => {
      void locks.request(`litspark.told.${messageId}`, { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        elected();
        await new Promise((resolve) => setTimeout(resolve, holdMs));
      });
    }, waitMs[closeness]);
  }
}
