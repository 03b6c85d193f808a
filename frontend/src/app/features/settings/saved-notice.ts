import { Injectable, signal } from '@angular/core';

/** How long it is said, in milliseconds. */
const saidMs = 3_000;

/** Says at the head of the settings that what was changed is kept. */
@Injectable({ providedIn: 'root' })
export class SavedNotice {
  private readonly said = signal(false);
  private timer?: ReturnType<typeof setTimeout>;
  readonly shown = this.said.asReadonly();

  show(): void {
    clearTimeout(this.timer);
    this.said.set(true);
    this.timer = setTimeout(() => this.clear(), saidMs);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.said.set(false);
  }
}
