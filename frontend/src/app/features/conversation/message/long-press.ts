import { DestroyRef, ElementRef, inject } from '@angular/core';

/** How long a finger rests before it means something, in milliseconds. */
const pressMs = 450;
/** A finger that moves further than this, in pixels, scrolls. */
const tremblePx = 10;
/** How long after the finger was lifted the click that this makes may come, in milliseconds. */
const clickWithinMs = 400;

/** Calls back when a finger has rested on the component's element; what it does when it is lifted then means nothing. */
export function onLongPress(call: () => void): void {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    document.removeEventListener('click', swallow, true);
  };
  const release = () => {
    clearTimeout(timer);
    setTimeout(() => document.removeEventListener('click', swallow, true), clickWithinMs);
  };
  const press = (event: PointerEvent) => {
    const onButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (event.pointerType !== 'touch' || !event.isPrimary || onButton) return;
    from = { x: event.clientX, y: event.clientY };
    clearTimeout(timer);
    timer = setTimeout(() => {
      document.addEventListener('click', swallow, true);
      document.addEventListener('pointerup', release, { once: true, capture: true });
      call();
    }, pressMs);
  };
  const move = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > tremblePx) release();
  };
  host.addEventListener('pointerdown', press);
  host.addEventListener('pointermove', move);
  host.addEventListener('pointerup', release);
  host.addEventListener('pointercancel', release);
  inject(DestroyRef).onDestroy(release);
}
