import { computed, Injectable, type Signal, signal, untracked, type WritableSignal } from '@angular/core';
import type { PersonalItem } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { SessionScope } from '../core/session-scope';

type Value = PersonalItem['value'];
type Items = ReadonlyMap<string, PersonalItem>;
/** What this person changed ahead of the server, by id; null: taken away. */
export type ItemLayer = ReadonlyMap<string, Value>;

interface Kind {
  readonly held: WritableSignal<Items>;
  /** By who laid it. */
  readonly laid: WritableSignal<ReadonlyMap<string, ItemLayer>>;
  /** The values to be shown, by id. */
  readonly shown: Signal<ReadonlyMap<string, NonNullable<Value>>>;
}

/** One person's items by kind and id, of kinds that nobody here knows too; of each the higher revision stays. */
@Injectable({ providedIn: SessionScope })
export class ItemsStore {
  private readonly kinds = new Map<string, Kind>();
  private readonly changes = new Subject<PersonalItem>();
  private readonly resets = new Subject<void>();
  private readonly held = signal<number | null>(null);
  /** Up to which revision the last load of everything tells all: what it leaves out is gone. */
  private toldUpTo = 0;

  /** Whether all items are held, as they were when this browser knew everything last. */
  readonly loaded = computed(() => this.held() !== null);
  /** Each item that is another than before. */
  readonly changed$ = this.changes.asObservable();
  /** All items were forgotten: what is held from here on is all there is. */
  readonly reset$ = this.resets.asObservable();

  /** Up to which of the person's revisions every change is held; null before everything was loaded once. */
  get revision(): number | null {
    return untracked(this.held);
  }

  set revision(revision: number | null) {
    this.held.set(revision);
  }

  /** The values of one kind by id, with what was changed ahead of the server. */
  shown(kind: string): ReadonlyMap<string, NonNullable<Value>> {
    return this.kind(kind).shown();
  }

  /** What the server said of an item last, also where it is gone. */
  peek(kind: string, id: string): PersonalItem | undefined {
    return untracked(this.kind(kind).held).get(id);
  }

  /** Every item that is held, those that are gone too. */
  all(): PersonalItem[] {
    return [...this.kinds.values()].flatMap(({ held }) => [...untracked(held).values()]);
  }

  /** Takes items of a load or of the cache, in any order. */
  merge(items: readonly PersonalItem[]): void {
    this.put(items, (item, held) => item.revision > held.revision);
  }

  /** Takes an item that came by itself. */
  receive(item: PersonalItem): void {
    if (!this.isLate(item)) this.merge([item]);
  }

  /** Takes the answer to a change of the revision held: it stays until a later one comes. */
  settle(item: PersonalItem): void {
    if (!this.isLate(item)) this.put([item], (one, held) => one.revision >= held.revision);
  }

  /** Lays what waits to be sent over items, by their kinds, in the place of all that was laid by the same before. */
  lay(by: string, layers: ReadonlyMap<string, ItemLayer>): void {
    for (const kind of new Set([...this.kinds.keys(), ...layers.keys()])) {
      const { laid } = this.kind(kind);
      const layer = layers.get(kind);
      if (!layer && !untracked(laid).has(by)) continue;
      const next = new Map(untracked(laid));
      if (layer) next.set(by, layer);
      else next.delete(by);
      laid.set(next);
    }
  }

  /** Forgets what the server said, before a load that tells everything up to `revision`; what waits to be sent stays. */
  reset(revision = 0): void {
    this.toldUpTo = revision;
    this.held.set(null);
    for (const { held } of this.kinds.values()) held.set(new Map());
    this.resets.next();
  }

  /** Whether an item that isn't held is gone since: what is held up to its revision is all there is. */
  private isLate({ kind, id, revision }: PersonalItem): boolean {
    return revision <= Math.max(this.toldUpTo, this.revision ?? 0) && !this.peek(kind, id);
  }

  private put(
    items: readonly PersonalItem[],
    wins: (item: PersonalItem, held: PersonalItem) => boolean,
  ): void {
    const changed = new Map<string, Map<string, PersonalItem>>();
    const taken: PersonalItem[] = [];
    for (const item of items) {
      const ofKind = changed.get(item.kind) ?? new Map(untracked(this.kind(item.kind).held));
      const held = ofKind.get(item.id);
      if (held && !wins(item, held)) continue;
      changed.set(item.kind, ofKind.set(item.id, item));
      taken.push(item);
    }
    for (const [kind, ofKind] of changed) this.kind(kind).held.set(ofKind);
    for (const item of taken) this.changes.next(item);
  }

  private kind(name: string): Kind {
    let kind = this.kinds.get(name);
    if (!kind) {
      kind = newKind();
      this.kinds.set(name, kind);
    }
    return kind;
  }
}

function newKind(): Kind {
  const held = signal<Items>(new Map());
  const laid = signal<ReadonlyMap<string, ItemLayer>>(new Map());
  const shown = computed(() => {
    const values = new Map<string, NonNullable<Value>>();
    for (const [id, { value }] of held()) if (value) values.set(id, value);
    for (const [id, value] of [...laid().values()].flatMap((layer) => [...layer])) {
      if (value) values.set(id, value);
      else values.delete(id);
    }
    return values;
  });
  return { held, laid, shown };
}
