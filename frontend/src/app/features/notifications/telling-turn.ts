import { Injectable } from '@angular/core';

/**
 * How close a tab is to the person: `reading` the very conversation, `watched` elsewhere, merely `visible`, or `hidden`.
 */
export type Closeness = 'reading' | 'watched' | 'visible' | 'hidden';

/** The closer tab comes first, in milliseconds; one that is asleep comes late anyhow. */
const waitMs: Record<Closeness, number> = { reading: 0, watched: 60, visible: 150, hidden: 300 };
/** The tabs' own connections bring the same message within this time, in milliseconds. */
const holdMs = 10_000;

/** Of all tabs of this browser one tells of a message: the closest, or none where it is being read. */
@Injectable({ providedIn: 'root' })
export class TellingTurn {
  /** Calls when it is this tab's to tell. Without Web Locks (plain HTTP) each tab tells, at once. */
  whenMine(messageId: string, closeness: Closeness, tell: () => void): void {
    const locks = (navigator as Partial<Navigator>).locks;
    if (!locks) {
      tell();
      return;
    }
    setTimeout(() => {
      void locks.request(`litspark.told.${messageId}`, { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        tell();
        await new Promise((resolve) => setTimeout(resolve, holdMs));
      });
    }, waitMs[closeness]);
  }
}
