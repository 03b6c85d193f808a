import { inject, Injectable } from '@angular/core';
import type { Me } from '@litspark/shared-contracts';
import { BrowserStorage } from './storage';

/** Names the session, and says that a refresh cookie may be there, so that a first visit makes no call that must fail. */
const idKey = 'session';
/** Who that is, so that what is kept in this browser opens without the network. */
const profileKey = 'session.user';

/** What this browser keeps of the session that its tabs share. Outlives sessions: it holds nothing itself. */
@Injectable({ providedIn: 'root' })
export class KeptSession {
  private readonly storage = inject(BrowserStorage);

  /** Made at sign-in; null where nobody is signed in. */
  get id(): string | null {
    // An earlier version kept `true`.
    const kept = this.storage.read<string | boolean>(idKey);
    return kept ? String(kept) : null;
  }

  /** Whose session it is; null where it isn't known, or can't be read. */
  get userId(): string | null {
    return this.storage.read<Partial<Me>>(profileKey)?.id ?? null;
  }

  /** Null where it isn't known, or can't be read. What checks it comes with the rest of what a session needs. */
  async user(): Promise<Me | null> {
    const kept = this.storage.read(profileKey);
    return kept === null ? null : (await import('./kept-profile')).profileOf(kept);
  }

  keep(id: string, me: Me): void {
    this.storage.write(idKey, id);
    this.keepUser(me);
  }

  keepUser(me: Me): void {
    this.storage.write(profileKey, me);
  }

  forget(): void {
    this.storage.remove(idKey);
    this.storage.remove(profileKey);
  }
}
