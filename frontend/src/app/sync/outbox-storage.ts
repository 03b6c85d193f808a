import { inject, Injectable } from '@angular/core';
import { BrowserStorage } from '../core/storage';
import type { OutboxEntry } from './outbox-rules';

/** Where the outbox outlives the page. */
@Injectable({ providedIn: 'root', useFactory: () => new LocalOutboxStorage() })
export abstract class OutboxStorage {
  /** In the order they were written. */
  abstract load(userId: string): Promise<OutboxEntry[]>;
  /** Keeps what is new or changed, and drops what is no longer there. */
  abstract save(userId: string, before: readonly OutboxEntry[], after: readonly OutboxEntry[]): void;
  abstract erase(userId: string): void;
}

/** One key for each message, so that two tabs don't overwrite each other's. */
class LocalOutboxStorage extends OutboxStorage {
  private readonly storage = inject(BrowserStorage);

  override load(userId: string): Promise<OutboxEntry[]> {
    const entries = this.storage
      .keys(`outbox.${userId}.`)
      .map((key) => this.storage.read<OutboxEntry>(key))
      .filter((entry) => entry !== null)
      // The error's class doesn't survive; the next try says anew what is wrong.
      .map((entry): OutboxEntry => ({
        ...entry,
        error: undefined,
        state: 'queued',
        attempts: 0,
        notBefore: 0,
      }));
    return Promise.resolve(entries.sort((a, b) => a.createdAt.localeCompare(b.createdAt)));
  }

  override save(userId: string, before: readonly OutboxEntry[], after: readonly OutboxEntry[]): void {
    const old = new Map(before.map((entry) => [entry.clientMessageId, entry]));
    for (const entry of after) {
      // Only the text matters here: a change of state isn't worth a write.
      if (!old.has(entry.clientMessageId))
        this.storage.write(this.key(userId, entry), { ...entry, error: undefined });
      old.delete(entry.clientMessageId);
    }
    for (const entry of old.values()) this.storage.remove(this.key(userId, entry));
  }

  override erase(userId: string): void {
    for (const key of this.storage.keys(`outbox.${userId}.`)) this.storage.remove(key);
  }

  private key(userId: string, entry: OutboxEntry): string {
    return `outbox.${userId}.${entry.clientMessageId}`;
  }
}
