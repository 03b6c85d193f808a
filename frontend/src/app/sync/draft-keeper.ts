import { effect, inject, Injectable, untracked } from '@angular/core';
import { TabChannel } from '../core/tab-channel';
import { type Draft, type Drafts, DraftsStore } from '../stores/drafts.store';
import { OutboxStorage } from './outbox-storage';

/** Typing changes a draft many times a second: the last state is kept. */
const gatherMs = 300;

/** Keeps the drafts in this browser and makes the tabs agree on them. */
@Injectable({ providedIn: 'root' })
export class DraftKeeper {
  private readonly drafts = inject(DraftsStore);
  private readonly storage = inject(OutboxStorage);
  private readonly tabs = inject(TabChannel);
  private userId: string | null = null;
  private kept: Drafts = new Map();
  /** Changed here and not kept yet: what another tab says of these comes too late. */
  private readonly changed = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const drafts = this.drafts.all();
      untracked(() => this.note(drafts));
    });
    this.tabs.on('draft').subscribe(({ userId, conversationId, text, replyToId }) => {
      if (userId === this.userId) this.take(conversationId, { text, replyToId });
    });
    // The last moment that a page is sure to get.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.flush();
    });
    window.addEventListener('pagehide', () => this.flush());
  }

  /** Takes this person's drafts up; the outbox has opened the storage. */
  async load(userId: string): Promise<void> {
    this.userId = userId;
    const drafts = await this.storage.drafts();
    if (this.userId !== userId) return;
    for (const [conversationId, draft] of drafts ?? []) this.take(conversationId, draft);
  }

  /** Keeps what isn't yet, and forgets it here. */
  clear(): void {
    this.flush();
    this.userId = null;
    this.kept = new Map();
    this.drafts.clear();
  }

  /** Keeps what isn't yet, ahead of anything that is written to the database from here on. */
  flush(): void {
    const { userId } = this;
    if (!userId) return;
    this.note(this.drafts.all());
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const conversationId of this.changed) void this.keep(userId, conversationId);
    this.changed.clear();
  }

  private take(conversationId: string, draft: Draft): void {
    this.note(this.drafts.all());
    if (this.changed.has(conversationId)) return;
    this.drafts.put(conversationId, draft);
    this.kept = this.drafts.all();
  }

  private note(drafts: Drafts): void {
    if (!this.userId) return;
    for (const id of new Set([...drafts.keys(), ...this.kept.keys()])) {
      if (drafts.get(id) !== this.kept.get(id)) this.changed.add(id);
    }
    this.kept = drafts;
    if (this.changed.size > 0) this.timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  private async keep(userId: string, conversationId: string): Promise<void> {
    const draft = this.drafts.all().get(conversationId) ?? null;
    await this.storage.keepDraft(conversationId, draft);
    this.tabs.tell('draft', { userId, conversationId, ...(draft ?? { text: '', replyToId: null }) });
  }
}
