import type { PersonalItem, PersonalNews } from '@litspark/shared-contracts';
import type { Merged } from './merged.js';

/** What a device knows of its person's items: all up to `revision`, and perhaps more. */
export class ItemStore {
  readonly items = new Map<string, PersonalItem>();
  revision = 0;
  /** A load of everything leaves out what is gone: until one ended, what came otherwise doesn't count. */
  private isLoaded = false;
  /** Where a load goes on, and the revision that is held at its end. */
  private load: { cursor: string; revision: number } | null = null;

  get cursor(): string | undefined {
    return this.load?.cursor;
  }

  copy(): ItemStore {
    const copy = new ItemStore();
    for (const [key, item] of this.items) copy.items.set(key, item);
    copy.revision = this.revision;
    copy.isLoaded = this.isLoaded;
    return copy;
  }

  /** A change as it was pushed or acknowledged. */
  merge(item: PersonalItem): Merged {
    // What a load of everything left out is gone, whatever comes late of it.
    const toldUpTo = Math.max(this.revision, this.load?.revision ?? 0);
    const isHeld = this.items.has(`${item.kind} ${item.id}`);
    if (isHeld || item.revision > toldUpTo) this.put(item);
    if (item.revision <= this.revision) return 'known';
    if (!this.isLoaded || item.revision > this.revision + 1) return 'gap';
    this.revision = item.revision;
    return 'next';
  }

  /** A page of what was asked for; whether there is more. */
  catchUp({ items, revision, cursor, reset }: PersonalNews): boolean {
    if (reset) {
      this.revision = 0;
      this.isLoaded = false;
    }
    // What is asked from 0 is a load of everything, too.
    if ((!this.isLoaded || this.revision === 0) && !this.load) this.forget(revision);
    for (const item of items) this.put(item);
    const held = this.load?.revision ?? revision;
    this.load = cursor === null ? null : { cursor, revision: held };
    if (cursor !== null) return true;
    this.revision = Math.max(this.revision, held);
    this.isLoaded = true;
    return false;
  }

  /** All but what is newer. */
  private forget(revision: number): void {
    for (const [key, item] of this.items) if (item.revision <= revision) this.items.delete(key);
  }

  private put(item: PersonalItem): void {
    const key = `${item.kind} ${item.id}`;
    if ((this.items.get(key)?.revision ?? 0) < item.revision) this.items.set(key, item);
  }
}
