import { DestroyRef, ElementRef, inject, type Signal, signal } from '@angular/core';

/** How long a finger rests before it means something, in milliseconds. */
const pressMs = 450;
/** A finger that moves further than this, in pixels, scrolls. */
const tremblePx = 10;

/** True from when a finger has rested on the component's element until the next touch elsewhere. */
export function longPress(): Signal<boolean> {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  const pressed = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const ownButton = (target: EventTarget | null) =>
    target instanceof Element && target.closest('button') !== null;
  const release = () => clearTimeout(timer);
  const dismiss = (event: Event) => {
    if (host.contains(event.target as Node) && ownButton(event.target)) return;
    document.removeEventListener('pointerdown', dismiss, true);
    pressed.set(false);
  };
  const press = (event: PointerEvent) => {
    if (event.pointerType !== 'touch' || !event.isPrimary || ownButton(event.target)) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      pressed.set(true);
      document.addEventListener('pointerdown', dismiss, true);
    }, pressMs);
  };
  const move = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > tremblePx) release();
  };
  host.addEventListener('pointerdown', press);
  host.addEventListener('pointermove', move);
  host.addEventListener('pointerup', release);
  host.addEventListener('pointercancel', release);
  inject(DestroyRef).onDestroy(() => {
    release();
    document.removeEventListener('pointerdown', dismiss, true);
  });
  return pressed.asReadonly();
}
