/** Between two tries of what is held elsewhere and has no lane of its own to wait in. */
const pauseMs = 25;

/**
 * Conversations that another process held when a batch came by. Those that find no lane of their own are tried again
 * with the batches, after a pause each.
 */
export class PassedOver {
  private readonly held = new Map<string, { since: number; dueAt: number }>();
  private timer: NodeJS.Timeout | null = null;

  note(conversationId: string): void {
    const now = performance.now();
    const since = this.held.get(conversationId)?.since ?? now;
    this.held.set(conversationId, { since, dueAt: now + pauseMs });
  }

  forget(conversationId: string): void {
    this.held.delete(conversationId);
  }

  has(conversationId: string): boolean {
    return this.held.has(conversationId);
  }

  /** Whether it may be tried with the next batch. */
  isDue(conversationId: string): boolean {
    return performance.now() >= (this.held.get(conversationId)?.dueAt ?? 0);
  }

  /** For how many milliseconds it has been passed over; 0 where it was not. */
  age(conversationId: string): number {
    const since = this.held.get(conversationId)?.since;
    return since === undefined ? 0 : performance.now() - since;
  }

  /** Calls `again` after a pause, once for all who ask meanwhile. */
  afterPause(again: () => void): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      again();
    }, pauseMs);
  }
}
