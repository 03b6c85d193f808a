import { afterNextRender, DestroyRef, type ElementRef, inject } from '@angular/core';

/** Calls back in the frame after an element has changed its size. */
export function onResize(element: () => ElementRef<HTMLElement>, call: () => void): void {
  const destroyRef = inject(DestroyRef);
  afterNextRender(() => {
    let frame = 0;
    const sizes = new ResizeObserver(() => {
      // Laying out anew within the observer makes the browser report a loop.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(call);
    });
    sizes.observe(element().nativeElement);
    destroyRef.onDestroy(() => {
      sizes.disconnect();
      cancelAnimationFrame(frame);
    });
  });
}
