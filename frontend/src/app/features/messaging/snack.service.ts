import { inject, Injectable, signal } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';

export interface Snack {
  text: string;
  action?: { label: string; run: () => void };
  /** Called when it goes without the action having been taken. */
  passed?: () => void;
}

/** How long there is to change one's mind, in milliseconds. */
const staysMs = 5_000;

/** One short line over the page: something was done and, for a while, can be undone. */
@Injectable({ providedIn: SessionScope })
export class SnackService {
  private readonly current = signal<Snack | null>(null);
  private readonly timers = inject(SessionTimers);
  private cancelPass: () => void = () => undefined;
  readonly shown = this.current.asReadonly();

  show(text: string, action?: Snack['action'], passed?: Snack['passed']): void {
    this.pass();
    this.current.set({ text, action, passed });
    this.resume();
  }

  /** Held while the pointer or the focus is on it. */
  hold(): void {
    this.cancelPass();
  }

  resume(): void {
    this.cancelPass();
    this.cancelPass = this.timers.after(staysMs, () => this.pass());
  }

  act(): void {
    const action = this.current()?.action;
    this.hold();
    this.current.set(null);
    action?.run();
  }

  private pass(): void {
    const passed = this.current()?.passed;
    this.current.set(null);
    passed?.();
  }
}
