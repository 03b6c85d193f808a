import { inject, Injectable } from '@angular/core';
import { TabChannel } from '../core/tab-channel';
import { WriteAhead } from '../core/write-ahead';
import { DraftsStore, noDraft } from '../stores/drafts.store';
import type { KeptDraft } from './outbox-database';
import { OutboxStorage } from './outbox-storage';

/** Typing changes a draft many times a second: the last state goes into the database. */
const gatherMs = 300;

interface Unkept {
  draft: KeptDraft;
  /** Left by a page that is gone, or written at this moment by another tab. */
  found: boolean;
}

/** Keeps the drafts in this browser, ahead of the database in the same task, and makes the tabs agree on them. */
@Injectable({ providedIn: 'root' })
export class DraftKeeper {
  private readonly drafts = inject(DraftsStore);
  private readonly ahead = inject(WriteAhead);
  private readonly storage = inject(OutboxStorage);
  private readonly tabs = inject(TabChannel);
  private userId: string | null = null;
  /** Not in the database yet: what another tab says of these comes too late. */
  private unkept = new Map<string, Unkept>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.drafts.changed$.subscribe((conversationId) => this.note(conversationId));
    this.tabs.on('draft').subscribe(({ userId, conversationId, text, replyToId }) => {
      if (userId === this.userId && !this.unkept.has(conversationId))
        this.drafts.load(conversationId, { text, replyToId });
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.flush();
    });
    window.addEventListener('pagehide', () => this.flush());
  }

  /** Takes this person's drafts up, of two the newer; the outbox has opened the storage. */
  async load(userId: string): Promise<void> {
    this.userId = userId;
    const found = this.ahead.all<KeptDraft>(userId, 'draft');
    for (const [conversationId, draft] of found) this.drafts.load(conversationId, draft);
    const kept = (await this.storage.drafts()) ?? new Map<string, KeptDraft>();
    if (this.userId !== userId) return;
    for (const [conversationId, draft] of kept) {
      if ((found.get(conversationId)?.at ?? -1) >= draft.at) continue;
      found.delete(conversationId);
      if (!this.unkept.has(conversationId)) this.drafts.load(conversationId, draft);
    }
    for (const [conversationId, draft] of found) {
      if (!this.unkept.has(conversationId)) this.keepLater(conversationId, { draft, found: true });
    }
  }

  /** Keeps what isn't yet, and forgets it here. */
  clear(): void {
    this.flush();
    this.userId = null;
    this.drafts.clear();
  }

  /** Keeps what isn't yet, ahead of anything that is written to the database from here on. */
  flush(): void {
    const { userId, unkept } = this;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.unkept = new Map();
    if (!userId) return;
    for (const [conversationId, one] of unkept) void this.keep(userId, conversationId, one);
  }

  private note(conversationId: string): void {
    const { userId } = this;
    if (!userId) return;
    const draft = { ...(this.drafts.all().get(conversationId) ?? noDraft), at: Date.now() };
    this.ahead.put(userId, 'draft', conversationId, draft);
    this.keepLater(conversationId, { draft, found: false });
  }

  private keepLater(conversationId: string, one: Unkept): void {
    this.unkept.set(conversationId, one);
    this.timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  private async keep(userId: string, conversationId: string, { draft, found }: Unkept): Promise<void> {
    // Another tab has gone on from what was found.
    if (found && !this.ahead.holds(userId, 'draft', conversationId, draft)) return;
    const kept = await this.storage.keepDraft(conversationId, draft);
    if (kept) {
      const left = this.ahead.get<KeptDraft>(userId, 'draft', conversationId);
      if (left && left.at <= draft.at) this.ahead.remove(userId, 'draft', conversationId, left);
    }
    if (kept && kept !== draft) {
      if (this.userId === userId && !this.unkept.has(conversationId)) this.drafts.load(conversationId, kept);
      return;
    }
    const { text, replyToId } = draft;
    this.tabs.tell('draft', { userId, conversationId, text, replyToId });
  }
}
