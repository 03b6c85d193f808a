import { signal } from '@angular/core';
import type { OutboxDatabase } from './outbox-database';
import { rowOf } from './outbox-rows';
import type { OutboxEntry } from './outbox-rules';

/** What the database took; it may have changed in this page meanwhile. */
export interface WrittenBacklog {
  entries: readonly OutboxEntry[];
  dropped: readonly string[];
}

/**
 * What the database of the outbox should hold and doesn't, because the browser wouldn't write: it lives in this page only.
 * Written before anything else as soon as the browser writes again, so that the messages keep their order.
 */
export class OutboxBacklog {
  private readonly entries = new Map<string, OutboxEntry>();
  private readonly dropped = new Set<string>();
  private readonly counted = signal(0);

  /** How many messages live in this page only. */
  readonly count = this.counted.asReadonly();

  get isEmpty(): boolean {
    return this.entries.size + this.dropped.size === 0;
  }

  /** Whether the database is wrong about a message. */
  concerns(clientMessageId: string): boolean {
    return this.entries.has(clientMessageId) || this.dropped.has(clientMessageId);
  }

  holds(clientMessageId: string): boolean {
    return this.entries.has(clientMessageId);
  }

  put(entry: OutboxEntry): void {
    this.dropped.delete(entry.clientMessageId);
    this.entries.set(entry.clientMessageId, entry);
    this.counted.set(this.entries.size);
  }

  drop(clientMessageId: string): void {
    this.remove(clientMessageId);
    this.dropped.add(clientMessageId);
  }

  remove(clientMessageId: string): void {
    this.entries.delete(clientMessageId);
    this.dropped.delete(clientMessageId);
    this.counted.set(this.entries.size);
  }

  /** Within a transaction; `settle` once that is done. */
  async write(database: OutboxDatabase): Promise<WrittenBacklog> {
    const written = { entries: [...this.entries.values()], dropped: [...this.dropped] };
    for (const clientMessageId of written.dropped) await database.outbox.where({ clientMessageId }).delete();
    for (const entry of written.entries) {
      const { clientMessageId } = entry;
      // A place that was given here, without the database, may be another message's there.
      const order = (await database.outbox.get({ clientMessageId }))?.order ?? null;
      await database.outbox.put(rowOf({ ...entry, order }));
    }
    return written;
  }

  /** Gives the messages that live in the database from here on. */
  settle({ entries, dropped }: WrittenBacklog): OutboxEntry[] {
    for (const clientMessageId of dropped) this.dropped.delete(clientMessageId);
    const settled = entries.filter((entry) => this.entries.get(entry.clientMessageId) === entry);
    for (const { clientMessageId } of settled) this.entries.delete(clientMessageId);
    this.counted.set(this.entries.size);
    return settled;
  }
}
