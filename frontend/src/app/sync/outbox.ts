import type { Message } from '@litspark/shared-contracts';
import { ApiError } from '../core/api-error';
import { afterFailure, afterReconnection, nextDue, type OutboxEntry, sendable } from './outbox-rules';
import { inOrder } from './queue-rules';

/** What the outbox needs of the world around it. */
export interface OutboxPorts {
  /** Stores the message for good, or throws `ApiError`. */
  send(entry: OutboxEntry): Promise<Message>;
  /** The server has it; called before it disappears from the entries. */
  confirmed(entry: OutboxEntry, message: Message): void;
  /** Keeps it in this browser and gives its place over all tabs; one that has its place gets it back. */
  keep(entry: OutboxEntry): Promise<number>;
  /** Keeps what became of it. */
  update(entry: OutboxEntry): void;
  /** It is out of the queue. */
  drop(clientMessageId: string): void;
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

  /** On the screen at once, tried once it is kept in this browser. */
  add(entry: OutboxEntry): void {
    this.set([...this.entries, entry]);
    void this.ports.keep(entry).then((order) => {
      this.change(entry.clientMessageId, (added) => ({ ...added, order }));
      this.drain();
    });
  }

  /** What is kept in this browser, whichever tab wrote it; of those that `own` names, this tab knows better. */
  reconcile(kept: readonly OutboxEntry[], own: (clientMessageId: string) => boolean): void {
    const held = new Map(this.entries.map((entry) => [entry.clientMessageId, entry]));
    const taken = kept
      .filter((entry) => !own(entry.clientMessageId))
      .map((entry) => merged(held.get(entry.clientMessageId), entry));
    this.set(inOrder([...taken, ...this.entries.filter((entry) => own(entry.clientMessageId))]));
    this.drain();
  }

  find(clientMessageId: string): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.clientMessageId === clientMessageId);
  }

  /** Tries one that failed or waits again, now. */
  retry(clientMessageId: string): void {
    const entry = this.find(clientMessageId);
    if (!entry || entry.state === 'sending') return;
    this.settle({ ...entry, state: 'queued', attempts: 0, notBefore: 0, error: undefined });
  }

  /** Takes one out; what is on its way may arrive all the same. */
  remove(clientMessageId: string): OutboxEntry | undefined {
    const entry = this.find(clientMessageId);
    if (entry) {
      this.ports.drop(clientMessageId);
      this.set(this.entries.filter((other) => other !== entry));
      this.drain();
    }
    return entry;
  }

  /** Puts back what `remove` took out, in its place. */
  restore(entry: OutboxEntry): void {
    if (this.find(entry.clientMessageId)) return;
    const back: OutboxEntry = entry.state === 'sending' ? { ...entry, state: 'queued' } : entry;
    this.set(inOrder([...this.entries, back]));
    void this.ports.keep(back);
    this.drain();
  }

  /** The server has this one, as a push said before the acknowledgement did. */
  confirm(message: Message): void {
    const entry = this.find(message.clientMessageId);
    if (!entry) return;
    this.ports.confirmed(entry, message);
    this.remove(entry.clientMessageId);
  }

  /** A connection is there, and no other tab sends. */
  resume(): void {
    this.running = true;
    this.set(this.entries.map(afterReconnection));
    this.drain();
  }

  /** Nothing is tried until `resume`. */
  pause(): void {
    this.running = false;
    this.cancelTimer();
  }

  /** Does nothing from here on, whatever comes of what is on its way; what is kept stays. */
  close(): void {
    this.pause();
    this.entries = [];
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
      const entry = this.find(id);
      if (entry) this.settle(afterFailure(entry, ApiError.from(thrown), this.ports.now()));
    }
  }

  private settle(entry: OutboxEntry): void {
    this.change(entry.clientMessageId, () => entry);
    this.ports.update(entry);
    this.drain();
  }

  private change(clientMessageId: string, to: (entry: OutboxEntry) => OutboxEntry): void {
    this.set(
      inOrder(this.entries.map((entry) => (entry.clientMessageId === clientMessageId ? to(entry) : entry))),
    );
  }

  private set(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    this.ports.changed(entries);
  }
}

/** What is on its way from this tab stays so; anything else is as it was kept, but not later than it was due here. */
function merged(held: OutboxEntry | undefined, kept: OutboxEntry): OutboxEntry {
  if (!held) return kept;
  if (held.state === 'sending') return held;
  const notBefore = Math.min(held.notBefore, kept.notBefore);
  const same =
    held.order === kept.order &&
    held.state === kept.state &&
    held.attempts === kept.attempts &&
    held.notBefore === notBefore;
  return same ? held : { ...kept, notBefore };
}
