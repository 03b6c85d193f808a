/** In a busy conversation everybody marks every message: others need no more of one person. */
const everyMs = 1_000;

interface Pace<Event> {
  /** The seq that was sent last. */
  sentSeq: number;
  /** What waits to be sent. */
  next: Event | null;
  timer: NodeJS.Timeout;
}

/** Sends how markers advance: of each the first at once, then at most one a second, and always the last. */
export class MarkerPace<Event extends { readonly conversationId: string; readonly userId: string }> {
  private readonly paces = new Map<string, Pace<Event>>();

  constructor(
    private readonly seqOf: (event: Event) => number,
    private readonly send: (event: Event) => void,
  ) {}

  push(event: Event): void {
    const key = `${event.conversationId} ${event.userId}`;
    const pace = this.paces.get(key);
    if (!pace) {
      this.send(event);
      this.wait(key, this.seqOf(event));
    } else if (this.seqOf(event) > Math.max(pace.sentSeq, pace.next ? this.seqOf(pace.next) : 0)) {
      // Events of two nodes may come in the wrong order.
      pace.next = event;
    }
  }

  /** Sends at once what waits. */
  flush(): Promise<void> {
    for (const { timer, next } of this.paces.values()) {
      clearTimeout(timer);
      if (next) this.send(next);
    }
    this.paces.clear();
    return Promise.resolve();
  }

  private wait(key: string, sentSeq: number): void {
    const timer = setTimeout(() => {
      const waiting = this.paces.get(key)?.next;
      this.paces.delete(key);
      if (!waiting) return;
      this.send(waiting);
      this.wait(key, this.seqOf(waiting));
    }, everyMs).unref();
    this.paces.set(key, { sentSeq, next: null, timer });
  }
}
