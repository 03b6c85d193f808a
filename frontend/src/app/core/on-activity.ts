const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Calls whenever the person does something on the page. Never stops. */
export function onActivity(call: () => void): void {
  for (const event of events) document.addEventListener(event, call, { capture: true, passive: true });
}
