import {
  computed,
  EnvironmentInjector,
  inject,
  Injectable,
  runInInjectionContext,
  signal,
  untracked,
} from '@angular/core';
import { SessionScope } from '../core/session-scope';
import { SocketClient } from '../core/socket-client';
import { MessagesStore } from '../stores/messages.store';
import { conversationSource, type TimelineSource } from '../stores/timeline-source';
import { LocalCache } from './cache/local-cache';
import { trimmed } from './merge';
import { OpenConversation } from './open-conversation';
import { Puller } from './puller';

/** How much of a conversation stays in memory once it is left. */
const keptMessages = 200;
/** Of so many conversations that were left; others are read from the cache again. */
const keptConversations = 20;

/** The timelines that are shown, any number at once; a conversation is joined once for all of its own. */
@Injectable({ providedIn: SessionScope })
export class OpenTimelines {
  private readonly injector = inject(EnvironmentInjector);
  private readonly socket = inject(SocketClient);
  private readonly messages = inject(MessagesStore);
  private readonly puller = inject(Puller);
  private readonly cache = inject(LocalCache);
  private readonly opened = signal<ReadonlyMap<string, OpenConversation>>(new Map());
  private readonly page = signal<string | null>(null);
  /** Shown as this browser kept them, and not yet as the server has them. */
  private readonly restored = new Set<string>();
  /** What was left, last first. */
  private left: string[] = [];
  private closePage: () => void = () => undefined;

  /** The conversation that the page is about, or null; others may be shown beside it. */
  readonly current = this.page.asReadonly();
  /** The conversations of which something is shown. */
  readonly conversationIds = computed(() => [...this.opened().keys()]);

  isOpen(conversationId: string): boolean {
    return this.opened().has(conversationId);
  }

  /** Shows a source until the function it gives is called, once for each call of this. */
  open(source: TimelineSource): () => void {
    const id = source.conversationId;
    let conversation = this.find(id);
    const isNew = !conversation;
    conversation ??= runInInjectionContext(this.injector, () => new OpenConversation(id, this.restored));
    if (isNew) this.opened.update((opened) => new Map(opened).set(id, conversation));
    conversation.add(source);
    if (isNew) conversation.begin();
    let isShown = true;
    return () => {
      if (isShown) this.release(conversation, source);
      isShown = false;
    };
  }

  /** The page is about this conversation from here on; about none with null. */
  show(conversationId: string | null): void {
    if (conversationId === untracked(this.page)) return;
    const close = this.closePage;
    this.closePage = () => undefined;
    this.page.set(null);
    close();
    if (conversationId === null) return;
    this.page.set(conversationId);
    this.closePage = this.open(conversationSource(conversationId));
  }

  /** Asks once more for a source that failed to load. */
  retry(source: TimelineSource): void {
    this.find(source.conversationId)?.retry(source);
  }

  /** Joins what is open on the present connection; resolves once all of it is caught up or has failed visibly. */
  async rejoin(conversationId?: string): Promise<void> {
    const all = [...untracked(this.opened).values()].filter(
      ({ id }) => conversationId === undefined || id === conversationId,
    );
    await Promise.all(all.map((one) => one.rejoin()));
  }

  /** Something of a conversation is missing: pulls it after `delayMs`, where it is open. */
  catchUpSoon(conversationId: string, delayMs: number): void {
    this.find(conversationId)?.catchUpSoon(delayMs);
  }

  /** Pulls what is missing now, from an earlier revision where a page may have missed changes. */
  async catchUp(conversationId: string, fromRevision?: number): Promise<void> {
    const conversation = this.find(conversationId);
    if (conversation) return conversation.catchUp(fromRevision);
    // Left meanwhile: what can't be brought up to date isn't held on to.
    await this.puller
      .pull(conversationId, fromRevision)
      .catch(() => this.messages.setWindow(conversationId, undefined));
  }

  /** What is held of it is a stretch that somebody asked for: arriving there isn't arriving in the past. */
  jumped(conversationId: string): void {
    this.restored.delete(conversationId);
  }

  private find(conversationId: string): OpenConversation | undefined {
    return untracked(this.opened).get(conversationId);
  }

  private release(conversation: OpenConversation, source: TimelineSource): void {
    if (!conversation.remove(source)) return;
    const { id } = conversation;
    if (this.find(id) !== conversation) return;
    this.opened.update((opened) => new Map([...opened].filter(([one]) => one !== id)));
    const window = this.messages.window(id);
    if (window) this.messages.setWindow(id, trimmed(window, keptMessages));
    this.keepInMemory(id);
    void conversation.close().then(() => {
      if (this.find(id) || !this.socket.connected) return;
      // A lost connection has left it already.
      this.socket.emit('leave_conversation', { conversationId: id }).catch(() => undefined);
    });
  }

  /** The one that was just left, in the place of the one left longest ago. Without a cache memory is the only place to have them. */
  private keepInMemory(conversationId: string): void {
    this.left = [conversationId, ...this.left.filter((id) => id !== conversationId)];
    if (!this.cache.available) return;
    for (const id of this.left.splice(keptConversations)) {
      if (!this.find(id)) this.messages.setWindow(id, undefined);
    }
  }
}
