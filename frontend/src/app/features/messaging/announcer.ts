import { Injectable, signal } from '@angular/core';

/** How long announcements are gathered before they are read out, in milliseconds. */
const gatherMs = 900;

/** Says things to screen readers, politely: what comes in a burst is read out as one. */
@Injectable({ providedIn: 'root' })
export class Announcer {
  private readonly spoken = signal('');
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly text = this.spoken.asReadonly();

  /** `summarise` makes one sentence of several; without it they are joined. */
  say(sentence: string, summarise: (all: string[]) => string = (all) => all.join('. ')): void {
    this.waiting.push(sentence);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const all = this.waiting.splice(0);
      this.spoken.set(all.length > 1 ? summarise(all) : (all[0] ?? ''));
    }, gatherMs);
  }
}
