import { ChangeDetectionStrategy, Component, Injectable, inject, signal } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';

/** How long announcements are gathered before they are read out, in milliseconds. */
const gatherMs = 900;

/** Says things to screen readers, politely: what comes in a burst is read out as one. */
@Injectable({ providedIn: SessionScope })
export class Announcer {
  private readonly spoken = signal({ nth: 0, text: '' });
  private waiting: string[] = [];
  private readonly timers = inject(SessionTimers);
  private isGathering = false;
  /** The latest announcement, numbered: it may say the same as the one before. */
  readonly announcement = this.spoken.asReadonly();

  /** `summarise` makes one sentence of several; without it they are joined. */
  say(sentence: string, summarise: (all: string[]) => string = (all) => all.join('. ')): void {
    this.waiting.push(sentence);
    if (this.isGathering) return;
    this.isGathering = true;
    this.timers.after(gatherMs, () => {
      this.isGathering = false;
      const all = this.waiting.splice(0);
      const text = all.length > 1 ? summarise(all) : (all[0] ?? '');
      this.spoken.update(({ nth }) => ({ nth: nth + 1, text }));
    });
  }
}

/** Where screen readers find what is announced: a new element for each time, or they would not read the same twice. */
@Component({
  selector: 'ls-announcements',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' },
  template: `@for (one of [announcer.announcement()]; track one.nth) {
    <span>{{ one.text }}</span>
  }`,
})
export class AnnouncementsComponent {
  protected readonly announcer = inject(Announcer);
}
