import type { DomainError } from '../../platform/errors/domain-error.js';
import type { Send } from './message-batch.js';

export type { Send };

/** What a feature changes in the transaction of sends: registered with `SendCompanionsService`. */
export abstract class SendCompanion {
  /**
   * An SQL condition on `send (conversation_id, sender_id, client_message_id)`, answered by the statement that reads what is known of
   * all sends: a look-up in one index. Null for none.
   */
  get condition(): string | null {
    return null;
  }

  /**
   * Whether it has to do with a send, of which `condition` holds or not. Where that is none of a batch, it costs the batch no
   * statement.
   */
  abstract concerns(send: Send, holds: boolean): boolean;

  /** Locks what it will change, after the conversations. Gives those sends that must wait, because another process holds a row. */
  abstract lock(sends: readonly Send[]): Promise<ReadonlySet<Send>>;

  /** Under these locks: why some of the sends are refused. */
  refuse?(sends: readonly Send[]): Promise<ReadonlyMap<Send, DomainError>>;

  /** The sends were stored, now or before. */
  abstract accompany(sends: readonly Send[]): Promise<void>;
}
