import type { Send } from './message-batch.js';

export type { Send };

/** What a feature changes in the transaction of sends: registered with `SendCompanionsService`. */
export abstract class SendCompanion {
  /** Whether it has to do with a send. Where that is none of a batch, it costs the batch no statement. */
  abstract concerns(send: Send): boolean;

  /** Locks what it will change, after the conversations. Gives those sends that must wait, because another process holds a row. */
  abstract lock(sends: readonly Send[]): Promise<ReadonlySet<Send>>;

  /** The sends were stored, now or before. */
  abstract accompany(sends: readonly Send[]): Promise<void>;
}
