/** Marks of one transaction at most: bounds its time. */
const batchMax = 1_000;

/** How far a person got in one conversation, as their devices said, and who waits for the answer. */
export interface PendingMark<Answer> {
  readonly conversationId: string;
  readonly userId: string;
  /** The highest of them. */
  seq: number;
  /** Since when somebody else has been seen moving this marker; null where nobody was. */
  heldSince: number | null;
  /** Answers where the marker stands now. */
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Shared<Answer> extends PendingMark<Answer> {
  readonly answer: Promise<Answer>;
}

/** Marks that wait to be stored: what several devices of one person say of one conversation is stored once. */
export class PendingMarks<Answer> {
  private readonly waiting = new Map<string, Shared<Answer>>();

  get size(): number {
    return this.waiting.size;
  }

  add(conversationId: string, userId: string, seq: number): Promise<Answer> {
    const key = keyOf(conversationId, userId);
    const found = this.waiting.get(key);
    if (found) {
      found.seq = Math.max(found.seq, seq);
      return found.answer;
    }
    const { promise: answer, resolve, reject } = withResolvers<Answer>();
    this.waiting.set(key, { conversationId, userId, seq, heldSince: null, answer, resolve, reject });
    return answer;
  }

  /** For one that was held: who waits with it shares its time. */
  requeue({ conversationId, userId, seq, heldSince, resolve, reject }: PendingMark<Answer>): void {
    this.add(conversationId, userId, seq).then(resolve, reject);
    const found = this.waiting.get(keyOf(conversationId, userId));
    if (found && heldSince !== null) found.heldSince = Math.min(heldSince, found.heldSince ?? heldSince);
  }

  /** As many as one transaction may hold, the longest waiting first. */
  dequeue(): PendingMark<Answer>[] {
    const taken = [...this.waiting].slice(0, batchMax);
    for (const [key] of taken) this.waiting.delete(key);
    return taken.map(([, mark]) => mark);
  }
}

const keyOf = (conversationId: string, userId: string): string => `${conversationId} ${userId}`;

/** As `Promise.withResolvers`, which Node 20 doesn't have. */
function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((take, refuse) => {
    resolve = take;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
