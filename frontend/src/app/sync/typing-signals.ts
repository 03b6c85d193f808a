import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { SocketClient } from '../core/socket-client';

/** Others forget a sign of typing after 6 s: it is renewed before. */
const renewMs = 3_000;
/** Without a key stroke for so long, the person is thinking, not typing. */
const pauseMs = 5_000;

/** Tells the others that this person is writing, as seldom as will do. */
@Injectable({ providedIn: SessionScope })
export class TypingSignals {
  private readonly timers = inject(SessionTimers);
  private readonly socket = inject(SocketClient);
  private conversationId: string | null = null;
  private lastSentAt = 0;
  private cancelPause: () => void = () => undefined;

  set(conversationId: string, active: boolean): void {
    if (this.conversationId !== null && (!active || this.conversationId !== conversationId)) this.stop();
    if (!active) return;
    this.cancelPause();
    this.cancelPause = this.timers.after(pauseMs, () => this.stop());
    if (this.conversationId === conversationId && performance.now() - this.lastSentAt < renewMs) return;
    this.conversationId = conversationId;
    this.lastSentAt = performance.now();
    this.send(conversationId, true);
  }

  private stop(): void {
    this.cancelPause();
    if (this.conversationId === null) return;
    this.send(this.conversationId, false);
    this.conversationId = null;
  }

  private send(conversationId: string, active: boolean): void {
    if (!this.socket.connected) return;
    // A signal that is lost is renewed or expires by itself.
    this.socket.emit('typing', { conversationId, active }).catch(() => undefined);
  }
}
