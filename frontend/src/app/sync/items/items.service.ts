import { computed, inject, Injectable, type Signal, untracked } from '@angular/core';
import type { ItemKindName, ItemValue } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { ItemsStore } from '../../stores/items.store';
import { deepEqual } from '../deep-equal';
import { CommandLog } from '../commands/command-log.service';
import { ItemWrites } from './item-writes';

/** What this person sets for themselves, on all their devices: preferences, drafts, what features add. */
@Injectable({ providedIn: SessionScope })
export class Items {
  private readonly store = inject(ItemsStore);
  private readonly log = inject(CommandLog);
  private readonly writes = inject(ItemWrites);

  /** Whether all are known. */
  readonly loaded = this.store.loaded;

  /** Null where there is none, or it is gone. */
  value<K extends ItemKindName>(kind: K, id: string): Signal<ItemValue<K> | null> {
    return computed(() => (this.store.shown(kind).get(id) as ItemValue<K> | undefined) ?? null);
  }

  /** All of one kind, by id. */
  all<K extends ItemKindName>(kind: K): Signal<ReadonlyMap<string, ItemValue<K>>> {
    return computed(() => this.store.shown(kind) as ReadonlyMap<string, ItemValue<K>>);
  }

  /** Whether there is one. Reads a signal. */
  has(kind: ItemKindName, id: string): boolean {
    return this.store.shown(kind).has(id);
  }

  /** Whether the server has one, as far as it said; what was changed ahead of it doesn't count. */
  isHeld(kind: ItemKindName, id: string): boolean {
    return this.store.peek(kind, id)?.value != null;
  }

  /** How many there are of which something is true. Reads a signal. */
  count<K extends ItemKindName>(kind: K, of: (value: ItemValue<K>) => boolean): number {
    return [...this.store.shown(kind).values()].filter((value) => of(value as ItemValue<K>)).length;
  }

  /** Sets an item whole: shown at once, sent when the server can be reached; taken back with a notice where it is refused. */
  put<K extends ItemKindName>(kind: K, id: string, value: ItemValue<K>): void {
    this.log.add(this.writes, { kind, id, value });
  }

  /**
   * Changes what is shown of an item, or `initial` where there is none. What another device changes of other fields, or of
   * other things of a list, stays, whichever comes first.
   */
  change<K extends ItemKindName>(
    kind: K,
    id: string,
    initial: ItemValue<K>,
    to: (before: ItemValue<K>) => ItemValue<K>,
  ): void {
    const before = untracked(this.value(kind, id)) ?? initial;
    const value = to(before);
    if (!deepEqual(value, before)) this.log.add(this.writes, { kind, id, value, base: before });
  }

  /** Takes an item away, in the same way. */
  remove(kind: ItemKindName, id: string): void {
    this.log.add(this.writes, { kind, id, value: null });
  }
}
