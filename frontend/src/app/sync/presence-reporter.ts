import { effect, inject, Injectable } from '@angular/core';
import { awayAfterMs } from '../core/away-after';
import { PageVisibility } from '../core/page-visibility';
import { SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { SocketClient } from '../core/socket-client';

/** Says whether this person is at this device. */
@Injectable({ providedIn: SessionScope })
export class PresenceReporter {
  private readonly socket = inject(SocketClient);
  private readonly page = inject(PageVisibility);
  private reported: 'online' | 'away' = 'online';

  constructor() {
    const timers = inject(SessionTimers);
    effect((onCleanup) => {
      if (this.page.visible()) this.set('online');
      else onCleanup(timers.after(awayAfterMs, () => this.set('away')));
    });
    this.socket.connected$.subscribe(() => {
      // A new connection counts as online.
      if (this.reported === 'away') this.report();
    });
  }

  private set(presence: 'online' | 'away'): void {
    if (presence === this.reported) return;
    this.reported = presence;
    this.report();
  }

  private report(): void {
    if (this.socket.connected)
      this.socket.emit('set_presence', { presence: this.reported }).catch(() => undefined);
  }
}
