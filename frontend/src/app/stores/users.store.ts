import { computed, Injectable, type Signal, signal, untracked, type WritableSignal } from '@angular/core';
import type { Presence, User } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { SessionScope } from '../core/session-scope';

interface Entry {
  readonly user: WritableSignal<User | undefined>;
  /** What is shown: whoever reads it asks for the person where they are unknown, or known from before. */
  readonly shown: Signal<User | undefined>;
  /** The store's generation in which the person was last put. */
  generation: number;
}

/**
 * People by id, with their live presence. Whoever is shown and unknown, or known from before `expire`, is asked for by
 * whoever registered with `onMissing`.
 */
@Injectable({ providedIn: SessionScope })
export class UsersStore {
  private readonly known = new Map<string, Entry>();
  private readonly changes = new Subject<string>();
  private readonly generation = signal(0);
  private askFor: (id: string) => void = () => undefined;

  /** The id of each person who became known or changed, but for their presence. */
  readonly changed$ = this.changes.asObservable();

  /** Undefined until the person is known. */
  get(id: string): Signal<User | undefined> {
    const { shown } = this.entry(id);
    untracked(shown);
    return shown;
  }

  peek(id: string): User | undefined {
    return untracked(this.entry(id).user);
  }

  put(users: readonly User[]): void {
    for (const user of users) {
      const entry = this.entry(user.id);
      entry.generation = untracked(this.generation);
      entry.user.set(user);
      this.changes.next(user.id);
    }
  }

  setPresence(id: string, presence: Presence, lastSeenAt: string | null): void {
    this.entry(id).user.update((user) => user && { ...user, presence, lastSeenAt });
  }

  /** What is known of everybody may have changed unheard: it is asked for again, of each as soon as they are shown. */
  expire(): void {
    this.generation.update((generation) => generation + 1);
  }

  /** The ids of everybody known. */
  knownIds(): string[] {
    return [...this.known].filter(([, { user }]) => untracked(user)).map(([id]) => id);
  }

  onMissing(askFor: (id: string) => void): void {
    this.askFor = askFor;
  }

  private entry(id: string): Entry {
    let entry = this.known.get(id);
    if (!entry) {
      entry = this.createEntry(id);
      this.known.set(id, entry);
    }
    return entry;
  }

  private createEntry(id: string): Entry {
    const user = signal<User | undefined>(undefined);
    const shown = computed(() => {
      const generation = this.generation();
      const known = user();
      if (known === undefined || entry.generation < generation) this.askFor(id);
      return known;
    });
    const entry: Entry = { user, shown, generation: 0 };
    return entry;
  }
}
