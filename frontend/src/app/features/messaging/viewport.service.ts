import { Injectable, type Signal, signal } from '@angular/core';

/** Below this width the messaging is one column. */
const narrowQuery = '(max-width: 759.98px)';
/** Above this width there is room for a panel beside the page; below, it takes the page's place. */
const roomyQuery = '(min-width: 1100px)';
/** A finger rather than a mouse, so that the keyboard is one on the screen. */
const touchQuery = '(pointer: coarse)';

/** How much room there is. Outlives sessions: it tells of the window. */
@Injectable({ providedIn: 'root' })
export class Viewport {
  readonly narrow = matching(narrowQuery);
  readonly panelBeside = matching(roomyQuery);
  readonly touch = matching(touchQuery);
}

function matching(condition: string): Signal<boolean> {
  const query = window.matchMedia(condition);
  const matches = signal(query.matches);
  query.addEventListener('change', () => matches.set(query.matches));
  return matches.asReadonly();
}
