import { computed, DestroyRef, inject, type Signal, signal } from '@angular/core';

/** What the bars of a browser come and go with is less than this, in pixels; a keyboard takes more. */
const keyboardHeight = 150;

/**
 * Whether a keyboard on the screen covers a part of it: a field has the focus, and less is seen than was seen before at
 * this width. Call it where `inject` works.
 */
export function keyboardOpen(): Signal<boolean> {
  const viewport = window.visualViewport;
  if (!viewport) return signal(false);
  const height = signal(viewport.height);
  const typing = signal(false);
  let width = viewport.width;
  let tallest = viewport.height;
  const resized = () => {
    // Turned by its side, a phone begins anew.
    if (Math.round(viewport.width) !== Math.round(width)) tallest = 0;
    width = viewport.width;
    tallest = Math.max(tallest, viewport.height);
    height.set(viewport.height);
  };
  const focused = () => typing.set(isField(document.activeElement));
  viewport.addEventListener('resize', resized);
  document.addEventListener('focusin', focused);
  document.addEventListener('focusout', focused);
  inject(DestroyRef).onDestroy(() => {
    viewport.removeEventListener('resize', resized);
    document.removeEventListener('focusin', focused);
    document.removeEventListener('focusout', focused);
  });
  return computed(() => typing() && height() < tallest - keyboardHeight);
}

const isField = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches('textarea, input:not([type=checkbox], [type=radio])'));
