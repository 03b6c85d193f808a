import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { fromEvent, merge } from 'rxjs';

const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'];

/** Calls whenever the person does something on the page, for as long as what calls this lives. */
export function onActivity(call: () => void): void {
  merge(...events.map((event) => fromEvent(document, event, { capture: true, passive: true })))
    .pipe(takeUntilDestroyed())
    .subscribe(call);
}
