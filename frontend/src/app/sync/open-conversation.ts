import { inject } from '@angular/core';
import { isRetryable } from '@litspark/shared-contracts';
import { ApiError } from '../core/api-error';
import { backoffMs } from '../core/backoff';
import { SessionTimers } from '../core/session-timers';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import type { TimelineSource } from '../stores/timeline-source';
import { TypingStore } from '../stores/typing.store';
import { CachedHistory } from './cache/cached-history';
import { ConversationRecords } from './conversation-records';
import { HistoryPages } from './history-pages';
import { newWindow } from './merge';
import { Puller } from './puller';

const retryDelayMs = 3_000;
const retry = { firstMs: retryDelayMs, mostMs: 30_000 };

interface Shown {
  source: TimelineSource;
  /** By how many it is shown. */
  count: number;
}

/**
 * A conversation of which at least one timeline is shown: joined on the socket once, caught up, and left again. Its own
 * stretch is held and kept up to date for as long, whichever of its sources are shown. Made where `inject` works.
 */
export class OpenConversation {
  private readonly timers = inject(SessionTimers);
  private readonly socket = inject(SocketClient);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly typing = inject(TypingStore);
  private readonly records = inject(ConversationRecords);
  private readonly puller = inject(Puller);
  private readonly cached = inject(CachedHistory);
  private readonly pages = inject(HistoryPages);
  private readonly sources = new Map<string, Shown>();
  /** The join on its way: a leave must not overtake it. */
  private joining: Promise<void> = Promise.resolve();
  private catchingUp: Promise<void> | null = null;
  private cancelCatchUp: () => void = () => undefined;
  private cancelRejoin: () => void = () => undefined;
  private closed = false;
  /** How many joins and loads failed since all that is shown was last held. */
  private failures = 0;

  /** `restored`: the conversations shown as this browser kept them, and not yet as the server has them. */
  constructor(
    readonly id: string,
    private readonly restored: Set<string>,
  ) {}

  begin(): void {
    void this.cached.noteOpened(this.id);
    if (!this.messages.window(this.id)) void this.restore();
    if (this.socket.connected) void this.rejoin();
  }

  /** One more shows this source. */
  add(source: TimelineSource): void {
    const shown = this.sources.get(source.key);
    this.sources.set(source.key, { source, count: (shown?.count ?? 0) + 1 });
    // Otherwise the join fills it, once it has said up to where the conversation is known.
    if (this.messages.window(this.id) || !this.socket.connected) void this.fill(source);
  }

  /** One less shows this source; true once nobody shows anything of the conversation. */
  remove({ key }: TimelineSource): boolean {
    const shown = this.sources.get(key);
    if (shown && shown.count > 1) this.sources.set(key, { ...shown, count: shown.count - 1 });
    else this.sources.delete(key);
    if (!this.sources.has(key) && key !== this.id) this.messages.forget(key);
    return this.sources.size === 0;
  }

  /** Nothing of it is shown any more. Resolves once the server may be told that it was left. */
  close(): Promise<void> {
    this.closed = true;
    this.cancelCatchUp();
    this.cancelRejoin();
    this.messages.setLoading(this.id, 'none');
    return this.joining;
  }

  /** Joins on the present connection; resolves once it is caught up or has failed visibly. */
  rejoin(): Promise<void> {
    this.cancelRejoin();
    const joined = this.joining.then(() => this.enter());
    this.joining = joined;
    return joined;
  }

  /** Asks once more for a source that failed to load. */
  retry(source: TimelineSource): void {
    if (source.around !== null && this.messages.window(this.id)) void this.fill(source);
    else if (this.socket.connected) void this.rejoin();
  }

  /** Something is missing: pulls it once, however many say so, after `delayMs`. */
  catchUpSoon(delayMs: number): void {
    if (this.closed) return;
    this.cancelCatchUp();
    this.cancelCatchUp = this.timers.after(delayMs, () => {
      // Meanwhile the missing part may have been pushed.
      if (this.socket.connected && this.records.isBehind(this.id)) void this.catchUp();
    });
  }

  /** Pulls what is missing now; tries again by itself while connected. */
  catchUp(fromRevision?: number): Promise<void> {
    this.catchingUp = (this.catchingUp ?? Promise.resolve()).then(async () => {
      try {
        const result = await this.puller.pull(this.id, fromRevision);
        if (result === 'reload' && !this.closed) await this.enter(false);
      } catch (thrown) {
        // Cut off, `sync` after the next connection asks again.
        const { code, retryAfterMs = 0 } = ApiError.from(thrown);
        if (isRetryable(code)) this.catchUpSoon(Math.max(retryDelayMs, retryAfterMs));
      }
    });
    return this.catchingUp;
  }

  /** Tries again by itself after what may pass: cut off, the next connection does. */
  private retryLater({ code, retryAfterMs = 0 }: ApiError): void {
    if (!isRetryable(code) || this.closed) return;
    const waitMs = Math.max(retryAfterMs, backoffMs(this.failures, retry));
    this.failures += 1;
    this.cancelRejoin();
    this.cancelRejoin = this.timers.after(waitMs, () => {
      if (!this.closed && this.socket.connected) void this.rejoin();
    });
  }

  private noteLoaded(): void {
    if ([...this.sources.keys()].every((key) => this.messages.window(key))) this.failures = 0;
  }

  private async restore(): Promise<void> {
    const { id } = this;
    if (!this.messages.window(id)) {
      this.restored.add(id);
      this.messages.setLoading(id, 'cache');
    }
    await this.cached.restore(id);
    if (this.messages.loading(id) !== 'cache') return;
    const held = this.messages.window(id) !== undefined;
    this.messages.setLoading(id, held ? 'none' : 'initial');
  }

  private reachesEnd(): boolean {
    const window = this.messages.window(this.id);
    return window !== undefined && (window.messages.at(-1)?.seq ?? 0) >= window.lastSeq;
  }

  private async enter(fromCache = true): Promise<void> {
    const { id } = this;
    if (this.closed) return;
    if (fromCache && !this.messages.window(id)) await this.restore();
    if (this.closed) return;
    const held = this.messages.window(id) !== undefined;
    if (!held) this.messages.setLoading(id, 'initial');
    // Before the join: a sign that comes ahead of its answer is a present one.
    this.typing.clearIn(id);
    try {
      const answer = await this.socket.emit('join_conversation', {
        conversationId: id,
        // What is held is brought up to date by revision; only a first look needs the newest page.
        afterSeq: held ? Number.MAX_SAFE_INTEGER : undefined,
      });
      this.records.mergeJoin(answer);
      if (this.records.isBehind(id) && (await this.puller.pull(id)) === 'reload') {
        await this.enter(false);
        return;
      }
      // What was kept may end before what was pulled begins: nobody wants to arrive in the past.
      if (this.restored.delete(id) && !this.reachesEnd()) {
        this.messages.setWindow(id, undefined);
        await this.enter(false);
        return;
      }
      this.messages.setLoading(id, 'none');
      this.noteLoaded();
      for (const { source } of this.sources.values()) void this.fill(source);
    } catch (thrown) {
      const error = ApiError.from(thrown);
      if (error.code === 'NOT_FOUND') this.records.remove(id);
      // Cut off: the next connection joins again, so it is still loading.
      if (!error.offline) this.fail(error);
      this.retryLater(error);
    }
  }

  /** The join failed: so did every source that waits for it. */
  private fail(error: ApiError): void {
    this.messages.setLoading(this.id, 'none', error);
    for (const key of this.sources.keys()) {
      if (!this.messages.window(key)) this.messages.setLoading(key, 'none', error);
    }
  }

  /** Loads the stretch that a source begins with, where nothing of it is held. The conversation's own comes with the join. */
  private async fill({ key, around }: TimelineSource): Promise<void> {
    const { id, messages } = this;
    if (around === null || messages.window(key)) return;
    messages.setLoading(key, 'initial');
    // What the server says from here on knows of every change up to this revision.
    const revision = messages.window(id)?.revision ?? this.conversations.peek(id)?.revision ?? 0;
    try {
      const page = await this.pages.read(id, { aroundSeq: around });
      if (!this.sources.has(key) || messages.window(key)) return;
      const lastSeq = this.conversations.peek(id)?.lastSeq ?? 0;
      messages.setWindow(key, newWindow(page.messages, lastSeq, Math.min(revision, page.revision)));
      messages.setLoading(key, 'none');
      this.noteLoaded();
      // Changes pushed while the page was on its way.
      if (this.socket.connected && this.records.isBehind(id)) await this.catchUp();
    } catch (thrown) {
      const error = ApiError.from(thrown);
      if (this.sources.has(key) && !error.offline) messages.setLoading(key, 'none', error);
      this.retryLater(error);
    }
  }
}
