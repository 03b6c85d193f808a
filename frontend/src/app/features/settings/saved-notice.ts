import { inject, Injectable, signal } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';

/** How long it is said, in milliseconds. */
const saidMs = 3_000;

/** Says at the head of the settings that what was changed is kept. */
@Injectable({ providedIn: SessionScope })
export class SavedNotice {
  private readonly said = signal(false);
  private readonly timers = inject(SessionTimers);
  private cancelClear: () => void = () => undefined;
  readonly shown = this.said.asReadonly();

  show(): void {
    this.cancelClear();
    this.said.set(true);
    this.cancelClear = this.timers.after(saidMs, () => this.clear());
  }

  clear(): void {
    this.cancelClear();
    this.said.set(false);
  }
}
