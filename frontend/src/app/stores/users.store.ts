import { Injectable, type Signal, signal, untracked, type WritableSignal } from '@angular/core';
import type { Presence, User } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';

/** People by id, with their live presence. Somebody unknown is asked for by whoever registered with `onMissing`. */
@Injectable({ providedIn: 'root' })
export class UsersStore {
  private readonly known = new Map<string, WritableSignal<User | undefined>>();
  private readonly changes = new Subject<string>();
  private askFor: (id: string) => void = () => undefined;

  /** The id of each person who became known or changed, but for their presence. */
  readonly changed$ = this.changes.asObservable();

  /** Undefined until the person is known. */
  get(id: string): Signal<User | undefined> {
    const entry = this.entry(id);
    if (untracked(entry) === undefined) this.askFor(id);
    return entry.asReadonly();
  }

  peek(id: string): User | undefined {
    return untracked(this.entry(id));
  }

  put(users: readonly User[]): void {
    for (const user of users) {
      this.entry(user.id).set(user);
      this.changes.next(user.id);
    }
  }

  setPresence(id: string, presence: Presence, lastSeenAt: string | null): void {
    this.entry(id).update((user) => user && { ...user, presence, lastSeenAt });
  }

  /** The ids of everybody known. */
  knownIds(): string[] {
    return [...this.known].filter(([, user]) => untracked(user)).map(([id]) => id);
  }

  onMissing(askFor: (id: string) => void): void {
    this.askFor = askFor;
  }

  clear(): void {
    for (const entry of this.known.values()) entry.set(undefined);
  }

  private entry(id: string): WritableSignal<User | undefined> {
    let entry = this.known.get(id);
    if (!entry) {
      entry = signal<User | undefined>(undefined);
      this.known.set(id, entry);
    }
    return entry;
  }
}
