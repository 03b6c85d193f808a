import { afterNextRender, DestroyRef, type ElementRef, inject, type Signal } from '@angular/core';

/** What a browser lets Tab come to in a message; code and tables, because they may scroll. */
const focusable = 'a[href], button, pre, .table, [tabindex]';

/** The row of a message that an event came from; null where it came from elsewhere in the timeline. */
export function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null;
}

/** Takes what is inside the messages out of the tab order, also what comes later. Call it where `inject` works. */
export function keepOutOfTabOrder(scroller: Signal<ElementRef<HTMLElement>>): void {
  const destroyRef = inject(DestroyRef);
  afterNextRender(() => {
    const element = scroller().nativeElement;
    const exclude = (within: ParentNode) => {
      for (const each of within.querySelectorAll<HTMLElement>(focusable))
        if (!each.matches('[data-message]') && rowOf(each)) each.tabIndex = -1;
    };
    const changes = new MutationObserver((records) => {
      const parents = records.filter(({ addedNodes }) => addedNodes.length > 0).map(({ target }) => target);
      for (const parent of new Set(parents)) if (parent instanceof Element) exclude(parent);
    });
    exclude(element);
    changes.observe(element, { childList: true, subtree: true });
    destroyRef.onDestroy(() => changes.disconnect());
  });
}

/** Moves the focus to the first control of a row; while it stays among them, Tab goes through them. False if there is none. */
export function enterRow(row: HTMLElement): boolean {
  const controls = controlsOf(row);
  for (const control of controls) control.tabIndex = 0;
  controls[0]?.focus();
  return controls.length > 0;
}

/** Undoes what `enterRow` did to the tab order. */
export function leaveRow(row: HTMLElement): void {
  for (const control of row.querySelectorAll<HTMLElement>('[tabindex="0"]')) control.tabIndex = -1;
}

/** Moves the focus on among the controls of a row, back out of the first to the row. False where the key means something else. */
export function nextWithin(row: HTMLElement, from: EventTarget | null, by: number): boolean {
  if (by === 0 || !(from instanceof HTMLElement) || scrollsSideways(from)) return false;
  const controls = controlsOf(row);
  const to = controls.indexOf(from) + by;
  if (to < 0) row.focus({ preventScroll: true });
  else controls[to]?.focus();
  return true;
}

function controlsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(focusable)].filter(
    (control) =>
      // What a pointer and a finger have for the message's actions has keys of its own.
      !control.closest('ls-row-actions, .touch-actions') &&
      !control.matches(':disabled') &&
      (!control.matches('.table') || scrollsSideways(control)),
  );
}

function scrollsSideways(element: HTMLElement): boolean {
  return element.matches('pre, .table') && element.scrollWidth > element.clientWidth;
}
