import { DestroyRef, inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter, fromEvent, merge, Subject } from 'rxjs';
import { ownUserId, SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { TabChannel } from '../core/tab-channel';
import { WriteAhead } from '../core/write-ahead';
import { type Draft, DraftsStore, noDraft } from '../stores/drafts.store';
import type { KeptDraft } from './outbox-database';
import { OutboxStorage } from './outbox-storage';

/** Typing changes a draft many times a second: the last state goes into the database. */
const gatherMs = 300;

export interface KeptNote {
  readonly conversationId: string;
  /** Typed in this tab, or left by a page that is gone. */
  readonly isOwn: boolean;
}

interface Unkept {
  draft: KeptDraft;
  /** Left by a page that is gone, or written at this moment by another tab. */
  found: boolean;
  /** Another device wrote it: the other tabs hear of it themselves. */
  adopted?: boolean;
}

/** Keeps the drafts in this browser, ahead of the database in the same task, and makes the tabs agree on them. */
@Injectable({ providedIn: SessionScope })
export class DraftKeeper {
  private readonly drafts = inject(DraftsStore);
  private readonly ahead = inject(WriteAhead);
  private readonly storage = inject(OutboxStorage);
  private readonly tabs = inject(TabChannel);
  private readonly timers = inject(SessionTimers);
  private readonly userId = inject(ownUserId);
  /** Not in the database yet: what another tab says of these comes too late. */
  private unkept = new Map<string, Unkept>();
  /** When what is shown of each conversation was written: what is older comes too late. */
  private readonly shownAt = new Map<string, number>();
  private cancelFlush: (() => void) | undefined;
  private readonly kept = new Subject<KeptNote>();

  /** What typing came to, here or in another tab. */
  readonly kept$ = this.kept.asObservable();

  constructor() {
    this.drafts.changed$.subscribe((conversationId) => this.note(conversationId));
    this.tabs
      .on('draft')
      .pipe(takeUntilDestroyed())
      .subscribe(({ userId, conversationId, ...draft }) => {
        if (userId !== this.userId) return;
        this.show(conversationId, draft);
        this.kept.next({ conversationId, isOwn: false });
      });
    this.storage.recovered$.subscribe(() => void this.recover());
    this.ahead.leftByOthers('draft').subscribe(() => void this.load());
    const hidden$ = fromEvent(document, 'visibilitychange').pipe(
      filter(() => document.visibilityState === 'hidden'),
    );
    merge(hidden$, fromEvent(window, 'pagehide'))
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.flush());
    inject(DestroyRef).onDestroy(() => this.flush());
  }

  /** Takes this person's drafts up, of two the newer. */
  async load(): Promise<void> {
    const found = this.ahead.allOf<KeptDraft>('draft');
    for (const [conversationId, draft] of found) this.show(conversationId, draft);
    const kept = await this.storage.drafts();
    for (const [conversationId, draft] of kept ?? []) {
      if ((found.get(conversationId)?.at ?? -1) >= draft.at) continue;
      found.delete(conversationId);
      this.show(conversationId, draft);
    }
    for (const [conversationId, draft] of found) {
      if (!this.unkept.has(conversationId)) this.keepLater(conversationId, { draft, found: true });
    }
  }

  /** Keeps what isn't yet, ahead of anything that is written to the database from here on. */
  flush(): void {
    const { unkept } = this;
    this.cancelFlush?.();
    this.cancelFlush = undefined;
    this.unkept = new Map();
    for (const [conversationId, one] of unkept) {
      void this.keep(conversationId, one);
      if (!one.adopted) this.kept.next({ conversationId, isOwn: true });
    }
  }

  /** Shows and keeps what another device wrote. */
  adopt(conversationId: string, draft: Draft): void {
    this.drafts.load(conversationId, draft);
    this.note(conversationId, true);
  }

  private note(conversationId: string, adopted = false): void {
    // Later than what it takes the place of, whatever became of the clock.
    const at = Math.max(Date.now(), (this.shownAt.get(conversationId) ?? 0) + 1);
    const draft = { ...(this.drafts.all().get(conversationId) ?? noDraft), at };
    this.shownAt.set(conversationId, at);
    this.ahead.put('draft', conversationId, draft);
    this.keepLater(conversationId, { draft, found: false, adopted });
  }

  private keepLater(conversationId: string, one: Unkept): void {
    this.unkept.set(conversationId, one);
    this.cancelFlush ??= this.timers.after(gatherMs, () => this.flush());
  }

  private async keep(conversationId: string, { draft, found, adopted }: Unkept): Promise<void> {
    // Another tab has gone on from what was found.
    if (found && !this.ahead.holds('draft', conversationId, draft)) return;
    const kept = await this.storage.keepDraft(conversationId, draft);
    if (kept) {
      const left = this.ahead.get<KeptDraft>('draft', conversationId);
      if (left && left.at <= draft.at) this.ahead.remove('draft', conversationId, left);
    }
    if (kept && kept !== draft) {
      this.show(conversationId, kept);
      return;
    }
    // The browser wouldn't: it is asked again with the next draft, and as soon as it keeps anything.
    if (!kept && !this.unkept.has(conversationId)) {
      this.unkept.set(conversationId, { draft, found, adopted });
    }
    if (adopted) return;
    this.tabs.post('draft', { userId: this.userId, conversationId, ...draft });
  }

  /** Unless something newer is shown, or is being typed here. */
  private show(conversationId: string, draft: KeptDraft): void {
    if (this.unkept.has(conversationId) || draft.at < (this.shownAt.get(conversationId) ?? 0)) return;
    this.shownAt.set(conversationId, draft.at);
    this.drafts.load(conversationId, draft);
  }

  /** The browser keeps drafts again, and may hold some that could not be read before. */
  private async recover(): Promise<void> {
    await this.load();
    this.flush();
  }
}
