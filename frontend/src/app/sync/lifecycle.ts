import { effect, inject, Injectable, untracked } from '@angular/core';
import { ConnectionMonitor } from '../core/connection-monitor';
import { ConnectionService } from '../core/connection.service';
import { type SessionEnd, SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { GenerationStore } from '../stores/generation.store';
import { ItemsStore } from '../stores/items.store';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import { TypingStore } from '../stores/typing.store';
import { UsersStore } from '../stores/users.store';
import { AccountPreferences } from './account-preferences';
import { CacheHousekeeping } from './cache/cache-housekeeping';
import { CacheKeeper } from './cache/cache-keeper';
import { CachedHistory } from './cache/cached-history';
import { LocalCache } from './cache/local-cache';
import { CommandLog } from './commands/command-log.service';
import { ConversationRecords } from './conversation-records';
import { DraftKeeper } from './draft-keeper';
import { IntegrityCheck } from './integrity-check';
import { OpenTimelines } from './open-timelines';
import { OutboxService } from './outbox.service';
import { PresenceReporter } from './presence-reporter';
import { ReadTracking } from './read-tracking';
import { SyncEngine } from './sync-engine';
import { TypingSignals } from './typing-signals';
import { UsersService } from './users.service';

/** Starts everything for whoever signs in, and wipes it when the session ends. */
@Injectable({ providedIn: 'root' })
export class Lifecycle {
  private readonly session = inject(SessionService);
  private readonly socket = inject(SocketClient);
  private readonly engine = inject(SyncEngine);
  private readonly outbox = inject(OutboxService);
  private readonly commands = inject(CommandLog);
  private readonly accountPreferences = inject(AccountPreferences);
  private readonly reading = inject(ReadTracking);
  private readonly typingSignals = inject(TypingSignals);
  private readonly usersService = inject(UsersService);
  private readonly records = inject(ConversationRecords);
  private readonly open = inject(OpenTimelines);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly users = inject(UsersStore);
  private readonly items = inject(ItemsStore);
  private readonly generation = inject(GenerationStore);
  private readonly typing = inject(TypingStore);
  private readonly drafts = inject(DraftKeeper);
  private readonly cache = inject(LocalCache);
  private readonly cached = inject(CachedHistory);
  private readonly keeper = inject(CacheKeeper);
  private readonly integrity = inject(IntegrityCheck);
  private readonly housekeeping = inject(CacheHousekeeping);
  private userId: string | null = null;
  /** The present session: one that is over stops where it waits. */
  private begun: object | null = null;

  constructor() {
    // Alive for as long as the application is: each listens for itself.
    inject(ConnectionService);
    inject(PresenceReporter);
    const monitor = inject(ConnectionMonitor);
    effect(() => monitor.setWaiting('changes', this.commands.waitingCount()));
    this.session.ended$.subscribe((why) => this.end(why));
    effect(() => {
      // What a sign-out that was cut short left behind.
      if (this.session.state() === 'signed-out') void this.cache.wipeOthers();
    });
    effect(() => {
      const me = this.session.user();
      if (me) untracked(() => this.begin(me.id));
    });
  }

  private begin(userId: string): void {
    const me = this.session.user();
    // The profile as it is now; presence is what was heard last, for a session's own copy of it is old.
    if (me) this.users.put([{ ...me, presence: this.users.peek(userId)?.presence ?? 'online' }]);
    if (this.userId === userId) return;
    this.userId = userId;
    void this.outbox.load(userId);
    void this.commands.load(userId).then(() => this.accountPreferences.adopt(userId));
    void this.drafts.load(userId);
    void this.start(userId);
  }

  /** First what this browser keeps, then the network: what comes is merged into what is known. */
  private async start(userId: string): Promise<void> {
    const session = (this.begun = {});
    await this.cached.load(userId);
    if (this.begun !== session) return;
    this.keeper.start();
    this.usersService.start();
    this.engine.start(this.conversations.all().length > 0);
    this.integrity.start();
    this.housekeeping.start();
    this.socket.connect();
  }

  private end(why: SessionEnd): void {
    // On purpose: nothing stays on a machine that others may use. Otherwise the unsent waits for the next sign-in.
    const erase = why === 'signed-out';
    const { userId } = this;
    this.userId = null;
    this.begun = null;
    this.keeper.stop();
    this.integrity.stop();
    this.housekeeping.stop();
    // It can be had again, and the session may have ended because this person may see nothing any more.
    if (userId !== null) void this.cache.wipe(userId);
    this.socket.disconnect();
    this.engine.stop();
    this.drafts.clear();
    this.commands.clear();
    this.outbox.clear(erase);
    this.typingSignals.stop();
    this.usersService.stop();
    this.reading.clear();
    this.open.clear();
    this.records.clear();
    this.conversations.clear();
    this.messages.clear();
    this.participants.clear();
    this.typing.clear();
    this.users.clear();
    this.items.clear();
    this.generation.clear();
  }
}
