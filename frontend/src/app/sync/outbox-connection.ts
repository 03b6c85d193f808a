import { TookTooLong, within } from '../core/within';
import { OutboxDatabase } from './outbox-database';

/** Some browsers never answer where another page holds on to the database. */
const openWithinMs = 3_000;

/** One person's outbox database, opened with the first call; a browser that doesn't answer holds no call up for long. */
export class OutboxConnection {
  private readonly database: OutboxDatabase;
  private opening: Promise<void> | null = null;
  /** The browser was asked and hasn't answered in time. */
  private late = false;

  /** `answered` is called when a browser that took too long has opened it after all. */
  constructor(
    readonly userId: string,
    private readonly answered: () => void,
  ) {
    this.database = new OutboxDatabase(userId);
  }

  /** Rejects as the browser does, or with `TookTooLong`: from then on at once, until it answers. */
  async run<T>(task: (database: OutboxDatabase) => PromiseLike<T>): Promise<T> {
    if (this.late) throw new TookTooLong();
    this.opening ??= this.open();
    try {
      await within(openWithinMs, this.opening);
    } catch (thrown) {
      this.late = thrown instanceof TookTooLong;
      throw thrown;
    }
    return await task(this.database);
  }

  close(): void {
    this.database.close();
  }

  private async open(): Promise<void> {
    try {
      await this.database.open();
    } catch (thrown) {
      // The next call tries again.
      this.opening = null;
      this.late = false;
      throw thrown;
    }
    if (!this.late) return;
    this.late = false;
    this.answered();
  }
}
