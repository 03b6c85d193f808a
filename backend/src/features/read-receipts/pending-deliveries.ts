/** Confirmations of one transaction at most: bounds its time. */
const batchMax = 1_000;

/** What devices of one person confirmed for one conversation, and wait to hear of. */
export interface PendingDelivery {
  readonly conversationId: string;
  readonly userId: string;
  /** The highest of them. */
  seq: number;
  /** Answers where the delivered marker stands now. */
  resolve(lastDeliveredSeq: number): void;
  reject(error: unknown): void;
}

interface Shared extends PendingDelivery {
  readonly answer: Promise<number>;
}

/** Confirmations that wait to be stored: what several devices of one person confirm is stored once. */
export class PendingDeliveries {
  private readonly waiting = new Map<string, Shared>();

  get size(): number {
    return this.waiting.size;
  }

  add(conversationId: string, userId: string, seq: number): Promise<number> {
    const key = `${conversationId} ${userId}`;
    const found = this.waiting.get(key);
    if (found) {
      found.seq = Math.max(found.seq, seq);
      return found.answer;
    }
    let settle: Pick<Shared, 'resolve' | 'reject'> | undefined;
    const answer = new Promise<number>((resolve, reject) => (settle = { resolve, reject }));
    if (settle) this.waiting.set(key, { conversationId, userId, seq, answer, ...settle });
    return answer;
  }

  /** As many as one transaction may hold, the longest waiting first. */
  take(): PendingDelivery[] {
    const taken = [...this.waiting].slice(0, batchMax);
    for (const [key] of taken) this.waiting.delete(key);
    return taken.map(([, delivery]) => delivery);
  }
}
