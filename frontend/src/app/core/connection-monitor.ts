import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Socket } from 'socket.io-client';
import { acknowledged } from './acknowledged';
import { ResponseMonitor } from './response-monitor';
import { ApiError } from './api-error';
import { onActivity } from './on-activity';
import { PageVisibility } from './page-visibility';
import { SessionTimers } from './session-timers';
import { SessionScope } from './session-scope';

/** Whether the server owes an answer on the present connection; asks it while somebody looks or waits. */
@Injectable({ providedIn: SessionScope })
export class ConnectionMonitor {
  private readonly page = inject(PageVisibility);
  private readonly timers = inject(SessionTimers);
  private readonly isOverdue = signal(false);
  private readonly waiting = { messages: 0, changes: 0 };
  private socket: Socket | null = null;
  private restart: () => void = () => undefined;
  private readonly responses = new ResponseMonitor({
    now: () => performance.now(),
    after: (ms, call) => this.timers.after(ms, call),
    random: Math.random,
    visible: () => untracked(this.page.visible),
    somethingWaits: () => this.waiting.messages + this.waiting.changes > 0,
    probe: () => this.probe(),
    overdue: (overdue) => this.isOverdue.set(overdue),
    giveUp: () => this.restart(),
  });

  /** An answer is overdue: the connection may be dead without knowing it. */
  readonly overdue = this.isOverdue.asReadonly();

  constructor() {
    effect(() => {
      this.page.focused();
      if (this.page.visible()) untracked(() => this.responses.attended());
    });
    onActivity(() => this.responses.attended());
  }

  /** This connection is there; `restart` gives it up for another. */
  start(socket: Socket, restart: () => void): void {
    this.socket = socket;
    this.restart = restart;
    const { engine } = socket.io;
    engine.on('packet', () => {
      if (this.socket === socket && engine === socket.io.engine) this.responses.received();
    });
    this.responses.start();
  }

  /** It is gone. */
  stop(): void {
    this.socket = null;
    this.responses.stop();
  }

  /** A call on the present connection, whose answer is awaited. */
  track(answer: Promise<unknown>): void {
    if (!this.socket) return;
    const ended = this.responses.trackCall();
    answer.then(
      () => ended(true),
      (thrown: unknown) => ended(!ApiError.from(thrown).offline),
    );
  }

  /** How much of this person waits to be sent, in whichever tab. */
  setWaiting(what: 'messages' | 'changes', count: number): void {
    this.waiting[what] = count;
    this.responses.review();
  }

  /** What others were told last, so that it changes nothing: only a visible page probes. */
  private probe(): void {
    const ignore = () => undefined;
    if (this.socket) acknowledged(this.socket, 'set_presence', { presence: 'online' }, ignore).catch(ignore);
  }
}
