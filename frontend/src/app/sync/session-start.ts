import { DestroyRef, effect, inject, Injectable, untracked } from '@angular/core';
import { ConnectionMonitor } from '../core/connection-monitor';
import { SessionScope } from '../core/session-scope';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { UsersStore } from '../stores/users.store';
import { AccountPreferences } from './account-preferences';
import { CacheHousekeeping } from './cache/cache-housekeeping';
import { CacheKeeper } from './cache/cache-keeper';
import { CachedHistory } from './cache/cached-history';
import { CommandLog } from './commands/command-log.service';
import { DraftKeeper } from './draft-keeper';
import { IntegrityCheck } from './integrity-check';
import { OutboxService } from './outbox.service';
import { PresenceReporter } from './presence-reporter';
import { SyncEngine } from './sync-engine';
import { UsersService } from './users.service';

/** Starts what works without being asked, when a session begins: first what this browser keeps, then the network. */
@Injectable({ providedIn: SessionScope })
export class SessionStart {
  private readonly destroyRef = inject(DestroyRef);
  private readonly socket = inject(SocketClient);
  private readonly engine = inject(SyncEngine);
  private readonly usersService = inject(UsersService);
  private readonly conversations = inject(ConversationsStore);
  private readonly cached = inject(CachedHistory);
  private readonly keeper = inject(CacheKeeper);

  constructor() {
    // They listen for themselves.
    for (const service of [PresenceReporter, IntegrityCheck, CacheHousekeeping]) inject<unknown>(service);
    const session = inject(SessionService);
    const users = inject(UsersStore);
    const monitor = inject(ConnectionMonitor);
    const commands = inject(CommandLog);
    const preferences = inject(AccountPreferences);
    effect(() => monitor.setWaiting('changes', commands.waitingCount()));
    effect(() => {
      const me = session.user();
      // The profile as it is now; presence is what was heard last, for a session's own copy of it is old.
      if (me) untracked(() => users.put([{ ...me, presence: users.peek(me.id)?.presence ?? 'online' }]));
    });
    void inject(OutboxService).load();
    void commands.load().then(() => preferences.adopt());
    void inject(DraftKeeper).load();
    void this.start();
  }

  /** What comes from the network is merged into what is known. */
  private async start(): Promise<void> {
    await this.cached.load();
    if (this.destroyRef.destroyed) return;
    this.keeper.start();
    this.usersService.start();
    this.engine.start(this.conversations.all().length > 0);
    this.socket.connect();
  }
}
