import { computed, inject, Injectable, type Signal, signal } from '@angular/core';
import { BrowserStorage } from '../core/storage';

type Drafts = Readonly<Record<string, string>>;

/** What was typed and not sent, for each conversation; kept in this browser until sign-out. */
@Injectable({ providedIn: 'root' })
export class DraftsStore {
  private readonly storage = inject(BrowserStorage);
  private readonly drafts = signal<Drafts>({});
  private userId: string | null = null;

  /** Empty where there is none. */
  get(conversationId: string): Signal<string> {
    return computed(() => this.drafts()[conversationId] ?? '');
  }

  /** Blank text removes the draft. */
  set(conversationId: string, text: string): void {
    const { [conversationId]: before = '', ...others } = this.drafts();
    const kept = text.trim() === '' ? '' : text;
    if (kept === before) return;
    this.drafts.set(kept ? { ...others, [conversationId]: kept } : others);
    if (this.userId) this.storage.write(this.key(this.userId), this.drafts());
  }

  /** Takes up this person's drafts. */
  load(userId: string): void {
    this.userId = userId;
    this.drafts.set(this.storage.read<Drafts>(this.key(userId)) ?? {});
  }

  /** Forgets them here and, with `erase`, in this browser. */
  clear(erase: boolean): void {
    if (erase && this.userId) this.storage.remove(this.key(this.userId));
    this.userId = null;
    this.drafts.set({});
  }

  private key(userId: string): string {
    return `drafts.${userId}`;
  }
}
