import { afterRenderEffect, computed, type ElementRef, type Signal, signal, untracked } from '@angular/core';
import { enterRow, leaveRow, nextWithin, rowOf } from './row-controls';
import { isMessage, type TimelineRow } from './timeline-rows';

export interface FocusedView {
  rows: Signal<readonly TimelineRow[]>;
  /** The keys of the rows that are in the document, by which it changes. */
  rendered: () => readonly unknown[];
  scroller: Signal<ElementRef<HTMLElement>>;
  /** Scrolls until the row at this index is rendered and in view. */
  reveal: (index: number) => void;
}

/**
 * Which message has the focus, or had it last. It is the one place in the timeline that Tab comes to; the arrows move
 * from message to message, and inside one from control to control.
 */
export class RowFocus {
  private readonly active = signal<string | null>(null);
  private readonly inside = signal(false);
  /** The key of a row that gets the focus as soon as it is rendered. */
  private awaited: string | null = null;
  /** The timeline has the focus for a row that was taken away with it. */
  private standsIn = false;

  /** The key of the row that is the tab stop; null while it is the timeline itself. */
  readonly stop = computed(() => (this.view.rendered().includes(this.active()) ? this.active() : null));
  /** The index of the row that has the focus, which must not be taken away with it; -1 for none. */
  readonly kept = computed(() => {
    const key = this.inside() ? this.active() : null;
    return key === null ? -1 : this.view.rows().findIndex((row) => row.key === key);
  });

  constructor(private readonly view: FocusedView) {
    afterRenderEffect(() => {
      view.rendered();
      view.rows();
      untracked(() => this.hold());
    });
  }

  /** Something in the timeline, or the timeline itself, got the focus. */
  came(event: FocusEvent): void {
    const row = rowOf(event.target);
    this.inside.set(true);
    if (row) {
      this.standsIn = false;
      this.active.set(row.dataset['message'] ?? null);
    }
    for (const other of this.rowElements()) if (other !== row || event.target === row) leaveRow(other);
  }

  left({ target }: FocusEvent): void {
    // Whether the focus went elsewhere, or what had it was taken away, is known when the browser is done.
    queueMicrotask(() => {
      const { activeElement, body } = document;
      const wasTakenAway = activeElement === body && target instanceof Node && !target.isConnected;
      if (wasTakenAway || this.scroller.contains(activeElement)) return;
      this.inside.set(false);
      this.standsIn = false;
    });
  }

  /** True when the key meant something here. */
  press(event: KeyboardEvent): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const row = rowOf(event.target);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) return this.move(row, by);
    if (!row) return false;
    if (event.target === row) return event.key === 'ArrowRight' && enterRow(row);
    if (event.key === 'Escape') row.focus({ preventScroll: true });
    else return nextWithin(row, event.target, { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0);
    return true;
  }

  private move(from: HTMLElement | null, by: number): boolean {
    if (!from && !this.standsIn && by > 0) return false;
    const rows = this.view.rows();
    const key = from || this.standsIn ? this.active() : null;
    const at = rows.findIndex((row) => row.key === key);
    let index = at < 0 ? this.lastInView() : at + by;
    while (rows[index] && !isMessage(rows[index])) index += by;
    const to = rows[index];
    if (!to) return false;
    const element = this.element(to.key);
    this.awaited = element ? null : to.key;
    if (element) {
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'nearest' });
    } else {
      this.view.reveal(index);
    }
    return true;
  }

  /** Keeps the focus from falling out of the timeline with a row that was moved or taken away. */
  private hold(): void {
    const awaited = this.element(this.awaited);
    const fell = this.inside() && document.activeElement === document.body;
    if (awaited) {
      this.awaited = null;
      awaited.focus({ preventScroll: true });
    } else if (fell || this.standsIn) {
      const row = this.element(this.active());
      this.standsIn = row === null;
      (row ?? this.scroller).focus({ preventScroll: true });
    }
  }

  private lastInView(): number {
    const { top, bottom } = this.scroller.getBoundingClientRect();
    const inView = this.rowElements().filter((row) => {
      const box = row.getBoundingClientRect();
      return box.top < bottom && box.bottom > top;
    });
    return Number(inView.at(-1)?.dataset['index'] ?? -1);
  }

  private element(key: string | null): HTMLElement | null {
    return this.rowElements().find((row) => row.dataset['message'] === key) ?? null;
  }

  private rowElements(): HTMLElement[] {
    return [...this.scroller.querySelectorAll<HTMLElement>('[data-message]')];
  }

  private get scroller(): HTMLElement {
    return this.view.scroller().nativeElement;
  }
}
