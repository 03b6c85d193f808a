import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Socket } from 'socket.io-client';
import { acknowledged } from './acknowledged';
import { AnswerWatch } from './answer-watch';
import { ApiError } from './api-error';
import { onActivity } from './on-activity';
import { PageVisibility } from './page-visibility';

/** Whether the server owes an answer on the present connection; asks it where somebody is waiting. */
@Injectable({ providedIn: 'root' })
export class ServerAnswers {
  private readonly page = inject(PageVisibility);
  private readonly late = signal(false);
  private waiting = 0;
  private socket: Socket | null = null;
  private restart: () => void = () => undefined;
  private readonly watch = new AnswerWatch({
    now: () => performance.now(),
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    mayProbe: () => untracked(this.page.visible),
    somethingWaits: () => this.waiting > 0,
    probe: () => this.probe(),
    overdue: (overdue) => this.late.set(overdue),
    giveUp: () => this.restart(),
  });

  /** An answer is overdue: the connection may be dead without knowing it. */
  readonly overdue = this.late.asReadonly();

  constructor() {
    effect(() => {
      this.page.focused();
      if (this.page.visible()) untracked(() => this.watch.want('return'));
    });
    onActivity(() => this.watch.want('action'));
  }

  /** This connection is there; `restart` gives it up for another. */
  start(socket: Socket, restart: () => void): void {
    this.socket = socket;
    this.restart = restart;
    const { engine } = socket.io;
    engine.on('packet', () => {
      if (this.socket === socket && engine === socket.io.engine) this.watch.heard();
    });
    this.watch.start();
  }

  /** It is gone. */
  stop(): void {
    this.socket = null;
    this.watch.stop();
  }

  /** A call on the present connection, whose answer is awaited. */
  time(answer: Promise<unknown>): void {
    if (!this.socket) return;
    const ended = this.watch.call();
    answer.then(
      () => ended(true),
      (thrown: unknown) => ended(!ApiError.from(thrown).offline),
    );
  }

  /** How much of this person waits to be sent, in whichever tab. */
  setWaiting(count: number): void {
    const more = count > this.waiting;
    this.waiting = count;
    if (more) this.watch.want('sending');
  }

  /** What others were told last, so that it changes nothing: only a visible page probes. */
  private probe(): void {
    const ignore = () => undefined;
    if (this.socket) acknowledged(this.socket, 'set_presence', { presence: 'online' }, ignore).catch(ignore);
  }
}
