import { inject, Injectable, signal } from '@angular/core';
import { isRetryable } from '@litspark/shared-contracts';
import { ApiError } from '../core/api-error';
import { SocketClient } from '../core/socket-client';
import { MessagesStore } from '../stores/messages.store';
import { TypingStore } from '../stores/typing.store';
import { CachedHistory } from './cache/cached-history';
import { LocalCache } from './cache/local-cache';
import { ConversationRecords } from './conversation-records';
import { trimmed } from './merge';
import { Puller } from './puller';

/** How much of a conversation stays in memory once it is left. */
const keptMessages = 200;
/** Of so many conversations that were left; others are read from the cache again. */
const keptConversations = 20;
const retryDelayMs = 3_000;

/** The conversation that is shown: joined on the socket, caught up, and left again. */
@Injectable({ providedIn: 'root' })
export class OpenConversation {
  private readonly socket = inject(SocketClient);
  private readonly messages = inject(MessagesStore);
  private readonly typing = inject(TypingStore);
  private readonly records = inject(ConversationRecords);
  private readonly puller = inject(Puller);
  private readonly cached = inject(CachedHistory);
  private readonly cache = inject(LocalCache);
  private readonly current = signal<string | null>(null);
  /** The join on its way: a leave must not overtake it. */
  private joining: Promise<void> = Promise.resolve();
  /** Shown as this browser kept it, and not yet as the server has it. */
  private readonly restored = new Set<string>();
  /** What was left, last first. */
  private left: string[] = [];
  private catchingUp: Promise<void> | null = null;
  private catchUpTimer: ReturnType<typeof setTimeout> | undefined;
  private rejoinTimer: ReturnType<typeof setTimeout> | undefined;

  readonly id = this.current.asReadonly();

  join(conversationId: string): void {
    const before = this.current();
    if (before !== null && before !== conversationId) this.leave(before);
    this.current.set(conversationId);
    void this.cached.noteOpened(conversationId);
    if (!this.messages.window(conversationId)) {
      void this.restore(conversationId);
    }
    if (this.socket.connected) void this.rejoin();
  }

  leave(conversationId: string): void {
    if (this.current() !== conversationId) return;
    this.current.set(null);
    clearTimeout(this.catchUpTimer);
    const window = this.messages.window(conversationId);
    if (window) this.messages.setWindow(conversationId, trimmed(window, keptMessages));
    this.messages.setLoading(conversationId, 'none');
    this.keepInMemory(conversationId);
    void this.joining.then(() => {
      if (this.current() === conversationId || !this.socket.connected) return;
      // A lost connection has left it already.
      this.socket.emit('leave_conversation', { conversationId }).catch(() => undefined);
    });
  }

  /** Joins the open conversation on the present connection; resolves once it is caught up or has failed visibly. */
  rejoin(): Promise<void> {
    const conversationId = this.current();
    if (conversationId === null) return Promise.resolve();
    const joined = this.joining.then(() => this.enter(conversationId));
    this.joining = joined;
    return joined;
  }

  /** Something of the open conversation is missing: pulls it once, however many say so, after `delayMs`. */
  catchUpSoon(conversationId: string, delayMs: number): void {
    if (this.current() !== conversationId) return;
    clearTimeout(this.catchUpTimer);
    this.catchUpTimer = setTimeout(() => {
      // Meanwhile the missing part may have been pushed.
      if (this.socket.connected && this.records.isBehind(conversationId)) void this.catchUp(conversationId);
    }, delayMs);
  }

  /** Pulls what is missing now; tries again by itself while connected. */
  catchUp(conversationId: string, fromRevision?: number): Promise<void> {
    this.catchingUp = (this.catchingUp ?? Promise.resolve()).then(async () => {
      try {
        const result = await this.puller.pull(conversationId, fromRevision);
        if (result === 'reload' && this.current() === conversationId) await this.enter(conversationId, false);
      } catch (thrown) {
        // Cut off, `sync` after the next connection asks again.
        const { code, retryAfterMs = 0 } = ApiError.from(thrown);
        if (isRetryable(code)) this.catchUpSoon(conversationId, Math.max(retryDelayMs, retryAfterMs));
      }
    });
    return this.catchingUp;
  }

  /** What is held of it is a stretch that somebody asked for: arriving there isn't arriving in the past. */
  jumped(conversationId: string): void {
    this.restored.delete(conversationId);
  }

  /** Forgets which one is open, at sign-out. */
  clear(): void {
    clearTimeout(this.catchUpTimer);
    clearTimeout(this.rejoinTimer);
    this.restored.clear();
    this.left = [];
    this.current.set(null);
  }

  /** The one that was just left, in the place of the one left longest ago. Without a cache memory is the only place to have them. */
  private keepInMemory(conversationId: string): void {
    this.left = [conversationId, ...this.left.filter((id) => id !== conversationId)];
    if (!this.cache.available) return;
    for (const id of this.left.splice(keptConversations)) {
      if (id !== this.current()) this.messages.setWindow(id, undefined);
    }
  }

  private rejoinIn(conversationId: string, ms: number): void {
    clearTimeout(this.rejoinTimer);
    this.rejoinTimer = setTimeout(() => {
      if (this.current() === conversationId && this.socket.connected) void this.rejoin();
    }, ms);
  }

  private async restore(conversationId: string): Promise<void> {
    if (!this.messages.window(conversationId)) {
      this.restored.add(conversationId);
      this.messages.setLoading(conversationId, 'cache');
    }
    await this.cached.restore(conversationId);
    if (this.messages.loading(conversationId) !== 'cache') return;
    const held = this.messages.window(conversationId) !== undefined;
    this.messages.setLoading(conversationId, held ? 'none' : 'initial');
  }

  private reachesEnd(conversationId: string): boolean {
    const window = this.messages.window(conversationId);
    return window !== undefined && (window.messages.at(-1)?.seq ?? 0) >= window.lastSeq;
  }

  private async enter(conversationId: string, fromCache = true): Promise<void> {
    if (fromCache && !this.messages.window(conversationId)) await this.restore(conversationId);
    if (this.current() !== conversationId) return;
    const held = this.messages.window(conversationId) !== undefined;
    if (!held) this.messages.setLoading(conversationId, 'initial');
    // Before the join: a sign that comes ahead of its answer is a present one.
    this.typing.clear();
    try {
      const answer = await this.socket.emit('join_conversation', {
        conversationId,
        // What is held is brought up to date by revision; only a first look needs the newest page.
        afterSeq: held ? Number.MAX_SAFE_INTEGER : undefined,
      });
      this.records.mergeJoin(answer);
      if (this.records.isBehind(conversationId)) {
        const result = await this.puller.pull(conversationId);
        if (result === 'reload') {
          await this.enter(conversationId, false);
          return;
        }
      }
      // What was kept may end before what was pulled begins: nobody wants to arrive in the past.
      if (this.restored.delete(conversationId) && !this.reachesEnd(conversationId)) {
        this.messages.setWindow(conversationId, undefined);
        await this.enter(conversationId, false);
        return;
      }
      this.messages.setLoading(conversationId, 'none');
    } catch (thrown) {
      const error = ApiError.from(thrown);
      if (error.code === 'NOT_FOUND') this.records.remove(conversationId);
      // Cut off: the next connection joins again, so it is still loading.
      if (!error.offline) this.messages.setLoading(conversationId, 'none', error);
      if (error.code === 'RATE_LIMITED') this.rejoinIn(conversationId, error.retryAfterMs ?? retryDelayMs);
    }
  }
}
