import { inject, Injectable } from '@angular/core';
import type { PersonalItem, PersonalNews, SyncRequest } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { SocketClient } from '../../core/socket-client';
import { ItemsStore } from '../../stores/items.store';

/** Brings what the server knows of this person's items into the store: by `sync`, and live. */
@Injectable({ providedIn: SessionScope })
export class ItemSync {
  private readonly socket = inject(SocketClient);
  private readonly store = inject(ItemsStore);
  /** Where the last page ended, and the revision that is held after the last one. */
  private load: { cursor: string; revision: number } | null = null;
  private loading = false;
  /** What came live during a load: it may be newer than the load. */
  private live: PersonalItem[] = [];

  constructor() {
    this.socket.on('item_changed').subscribe(({ item }) => this.onChanged(item));
  }

  /** A sync begins: one that was cut off is begun anew. */
  begin(): void {
    this.load = null;
    this.live = [];
    this.loading = true;
  }

  /** What a `sync` asks for, 0 being everything. */
  request(): Pick<SyncRequest, 'personalRevision' | 'personalCursor'> {
    return { personalRevision: this.store.revision ?? 0, personalCursor: this.load?.cursor };
  }

  /** Takes a page; true where another one follows. */
  apply(news: PersonalNews | undefined): boolean {
    if (!news) return false;
    const { items, cursor, reset } = news;
    const first = this.load === null;
    const revision = this.load?.revision ?? news.revision;
    // A load of everything, from 0, leaves out what is gone: what was held, or heard before it, doesn't count.
    if (first && (reset || !this.store.revision)) {
      this.store.reset(revision);
      this.store.merge(this.live.filter((item) => item.revision > revision));
    }
    this.store.merge(items);
    this.load = cursor === null ? null : { cursor, revision };
    if (cursor !== null) return true;
    this.store.revision = revision;
    for (const item of this.live) this.follow(item);
    this.live = [];
    this.loading = false;
    return false;
  }

  private onChanged(item: PersonalItem): void {
    this.store.receive(item);
    if (this.loading) this.live.push(item);
    else this.follow(item);
  }

  /** Revisions have no gap: the next one in turn is held as well. */
  private follow({ revision }: PersonalItem): void {
    if (this.store.revision !== null && revision === this.store.revision + 1) this.store.revision = revision;
  }
}
