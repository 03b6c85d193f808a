import type { Message } from '@litspark/shared-contracts';
import { ApiError } from '../core/api-error';
import { afterFailure, afterReconnection, nextDue, type OutboxEntry, sendable } from './outbox-rules';

/** What the outbox needs of the world around it. */
export interface OutboxPorts {
  /** Stores the message for good, or throws `ApiError`. */
  send(entry: OutboxEntry): Promise<Message>;
  /** The server has it; called before it disappears from the entries. */
  confirmed(entry: OutboxEntry, message: Message): void;
  changed(entries: readonly OutboxEntry[]): void;
  now(): number;
  /** Calls back after so many milliseconds; gives what cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** The queue of what is to be sent: in order, one in flight for each conversation, until the server confirms it. */
export class Outbox {
  private entries: readonly OutboxEntry[] = [];
  private running = false;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly ports: OutboxPorts) {}

  add(entry: OutboxEntry): void {
    this.set([...this.entries, entry]);
    this.drain();
  }

  /** Entries of an earlier page, in the order they were written; those already here stay as they are. */
  restore(entries: readonly OutboxEntry[]): void {
    const present = new Set(this.entries.map((entry) => entry.clientMessageId));
    const added = entries.filter((entry) => !present.has(entry.clientMessageId));
    this.set([
      ...added.map((entry): OutboxEntry =>
        entry.state === 'sending' ? { ...entry, state: 'queued' } : entry,
      ),
      ...this.entries,
    ]);
    this.drain();
  }

  find(clientMessageId: string): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.clientMessageId === clientMessageId);
  }

  /** Tries one that failed or waits again, now. */
  retry(clientMessageId: string): void {
    this.change(clientMessageId, (entry) =>
      entry.state === 'sending'
        ? entry
        : { ...entry, state: 'queued', attempts: 0, notBefore: 0, error: undefined },
    );
    this.drain();
  }

  /** Takes one out; what is on its way may arrive all the same. */
  remove(clientMessageId: string): OutboxEntry | undefined {
    const entry = this.find(clientMessageId);
    if (entry) {
      this.set(this.entries.filter((other) => other !== entry));
      this.drain();
    }
    return entry;
  }

  /** The server has this one, as a push said before the acknowledgement did. */
  confirm(message: Message): void {
    const entry = this.find(message.clientMessageId);
    if (!entry) return;
    this.ports.confirmed(entry, message);
    this.remove(entry.clientMessageId);
  }

  /** A connection is there. */
  resume(): void {
    this.running = true;
    this.set(this.entries.map(afterReconnection));
    this.drain();
  }

  /** No connection: nothing is tried until `resume`. */
  pause(): void {
    this.running = false;
    this.cancelTimer();
  }

  clear(): void {
    this.pause();
    this.set([]);
  }

  private drain(): void {
    this.cancelTimer();
    if (!this.running) return;
    for (const entry of sendable(this.entries, this.ports.now())) void this.try(entry);
    const due = nextDue(this.entries);
    if (due === null) return;
    this.cancelTimer = this.ports.after(Math.max(0, due - this.ports.now()), () => this.drain());
  }

  private async try(queued: OutboxEntry): Promise<void> {
    const id = queued.clientMessageId;
    this.change(id, (entry) => ({ ...entry, state: 'sending', error: undefined }));
    try {
      this.confirm(await this.ports.send(queued));
    } catch (thrown) {
      const error = ApiError.from(thrown);
      this.change(id, (entry) => afterFailure(entry, error, this.ports.now()));
      this.drain();
    }
  }

  private change(clientMessageId: string, to: (entry: OutboxEntry) => OutboxEntry): void {
    this.set(this.entries.map((entry) => (entry.clientMessageId === clientMessageId ? to(entry) : entry)));
  }

  private set(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    this.ports.changed(entries);
  }
}
