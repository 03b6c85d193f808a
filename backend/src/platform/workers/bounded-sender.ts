/** Characters that may wait for a process which does not read: it stands still, and memory is not to fill up for it. */
const waitingMax = 16 * 1024 * 1024;

/**
 * Sends to another process of ours, in order. What it does not take in time is dropped; once it reads again, it is told that it
 * missed some.
 */
export class BoundedSender<M> {
  private waiting = 0;
  private hasDropped = false;

  /** `send` calls back when the message has left this process, or can't any more. */
  constructor(
    private readonly send: (message: M, sent: () => void) => void,
    private readonly missed: M,
    private readonly most = waitingMax,
  ) {}

  /** `length`: about how many characters there are in `message`. */
  push(message: M, length: number): void {
    if (this.hasDropped) return;
    if (this.waiting > 0 && this.waiting + length > this.most) {
      this.hasDropped = true;
      return;
    }
    this.waiting += length;
    this.send(message, () => {
      this.waiting -= length;
      if (this.waiting > 0 || !this.hasDropped) return;
      this.hasDropped = false;
      this.push(this.missed, 1);
    });
  }
}
