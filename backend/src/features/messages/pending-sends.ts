import { groupBy } from '../../platform/collections/group-by.js';
import type { Send, Sent } from './message-batch.js';

/** Sends of one batch at most, and their text in UTF-16 units: bounds the memory and the time of one transaction. */
const batchSends = 1_000;
const batchUnits = 4_000_000;

export interface PendingSend {
  readonly send: Send;
  /** Answers the sender: with what was sent, or an error. */
  settle(outcome: unknown): void;
}

/** Sends that are not answered yet: those that wait, by conversation and in order, and those being written. */
export class PendingSends {
  private readonly lanes = new Map<string, PendingSend[]>();
  private unanswered = 0;

  get size(): number {
    return this.unanswered;
  }

  /** The conversations in which sends wait, the longest waiting first. */
  conversations(): string[] {
    return [...this.lanes.keys()];
  }

  add(send: Send): Promise<Sent> {
    this.unanswered += 1;
    return new Promise<Sent>((resolve, reject) => {
      const lane = this.lanes.get(send.conversationId) ?? [];
      this.lanes.set(send.conversationId, lane);
      lane.push({
        send,
        settle: (outcome) => {
          this.unanswered -= 1;
          if (isSent(outcome)) resolve(outcome);
          else reject(outcome instanceof Error ? outcome : new Error('a send was left without an outcome'));
        },
      });
    });
  }

  /** The first of these conversations, as many as one batch may hold sends of. */
  first(conversationIds: readonly string[]): string[] {
    let sends = 0;
    return conversationIds.filter((id) => {
      const fits = sends < batchSends;
      sends += this.lanes.get(id)?.length ?? 0;
      return fits;
    });
  }

  /** Gives back what was taken and not written: it stays ahead of what came since. */
  requeue(batch: readonly PendingSend[]): void {
    for (const [id, lane] of groupBy(batch, ({ send }) => send.conversationId))
      this.lanes.set(id, [...lane, ...(this.lanes.get(id) ?? [])]);
  }

  /** Removes and returns all sends of these conversations, however many: for an answer that is the same for all. */
  dequeueAll(conversationIds: readonly string[]): PendingSend[] {
    const all = conversationIds.flatMap((id) => this.lanes.get(id) ?? []);
    for (const id of conversationIds) this.lanes.delete(id);
    return all;
  }

  /** Removes and returns as many of these conversations' sends as one batch may hold; the others go on waiting. */
  dequeue(conversationIds: readonly string[]): PendingSend[] {
    const batch: PendingSend[] = [];
    let units = 0;
    for (const id of conversationIds) {
      const lane = this.lanes.get(id) ?? [];
      let count = 0;
      while (count < lane.length && batch.length < batchSends && units < batchUnits) {
        const pending = lane[count];
        if (!pending) break;
        batch.push(pending);
        units += pending.send.body.length;
        count += 1;
      }
      this.lanes.delete(id);
      // What is left goes behind the conversations that have not had their turn.
      if (count < lane.length) this.lanes.set(id, lane.slice(count));
    }
    return batch;
  }
}

function isSent(outcome: unknown): outcome is Sent {
  return typeof outcome === 'object' && outcome !== null && 'message' in outcome && 'repeated' in outcome;
}
