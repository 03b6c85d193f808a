import { DestroyRef, ElementRef, inject } from '@angular/core';

/** How long a finger rests before it means something, in milliseconds. */
const pressMs = 450;
/** A finger that moves further than this, in pixels, scrolls. */
const tremblePx = 10;
/** How long after the finger was lifted the click that this makes may come, in milliseconds. */
const clickWithinMs = 400;

/** Calls back with what a finger has rested on, within the component's element; what it does when it is lifted then means nothing. */
export function onLongPress(call: (on: Element) => void): void {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** A finger that rests: where it came down, and what waits for it. */
  let resting: { x: number; y: number; timer: ReturnType<typeof setTimeout> } | null = null;
  const cancel = () => {
    clearTimeout(resting?.timer);
    resting = null;
  };
  const press = (event: PointerEvent) => {
    cancel();
    const on = event.target instanceof Element ? event.target : host;
    if (event.pointerType !== 'touch' || !event.isPrimary || on.closest('button')) return;
    const timer = setTimeout(() => {
      resting = null;
      swallowNextClick();
      call(on);
    }, pressMs);
    resting = { x: event.clientX, y: event.clientY, timer };
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (resting && Math.hypot(clientX - resting.x, clientY - resting.y) > tremblePx) cancel();
  };
  host.addEventListener('pointerdown', press);
  host.addEventListener('pointermove', move);
  host.addEventListener('pointerup', cancel);
  host.addEventListener('pointercancel', cancel);
  inject(DestroyRef).onDestroy(cancel);
}

/** Lifting the finger makes a click, which may land on what was opened under it. */
function swallowNextClick(): void {
  const ends = ['pointerup', 'pointercancel'] as const;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    stop();
  };
  const stop = () => {
    clearTimeout(timer);
    document.removeEventListener('click', swallow, true);
    for (const end of ends) document.removeEventListener(end, lifted, true);
  };
  const lifted = () => (timer ??= setTimeout(stop, clickWithinMs));
  document.addEventListener('click', swallow, true);
  for (const end of ends) document.addEventListener(end, lifted, true);
}
