import { Injectable, signal } from '@angular/core';
import { SessionScope } from '../../core/session-scope';

/** Where somebody is in the conversation list: on a phone the list goes while a conversation is open, and comes back. */
@Injectable({ providedIn: SessionScope })
export class ListScrollPosition {
  /** How far the list is scrolled, in pixels. */
  scrollTop = 0;
  /** The conversation whose row had the focus last. */
  readonly lastRow = signal<string | null>(null);
  /** Whether that row was also the last thing in the list that had it. */
  isAtRow = false;

  /** Something in the list got the focus or was clicked; not every browser gives a link the focus that is touched. */
  note(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-conversation]') : null;
    this.isAtRow = row !== null;
    if (row) this.lastRow.set(row.dataset['conversation'] ?? null);
  }
}
