import type { ApiError } from '../../core/api-error';
import type { StoredError } from '../../core/stored-error';

/** `waiting → sending → (done, and gone)`, back to `waiting` to be tried again, or `refused` until the person decides. */
export type CommandState = 'waiting' | 'sending' | 'refused';

/** A change on its way: made by this person here, and not yet confirmed by the server. */
export interface Command<T = unknown> {
  /** A UUID of version 7: what is found in no particular order is put into the order of making by it. */
  readonly id: string;
  /** The `name` of its `CommandKind`. */
  readonly kind: string;
  /** The `version` of its kind that `data` is of. */
  readonly version: number;
  /** Commands of one lane are sent one after the other. */
  readonly lane: string;
  /** What it changes: a later command of the same kind and target may take its place. */
  readonly target: string;
  readonly data: T;
  /** Its place over all tabs; null until it is kept in this browser, and not to be sent before. */
  readonly order: number | null;
  readonly state: CommandState;
  /** Tries that failed. */
  readonly attempts: number;
  /** Not before this instant, in milliseconds since 1970. */
  readonly notBefore: number;
  /** A try was begun, here or in another tab: the server may have it. */
  readonly begun: boolean;
  /** Why the last try failed. */
  readonly error?: ApiError;
}

/** A command as the database keeps it. */
export interface CommandRow extends Omit<Command, 'order' | 'state' | 'error' | 'version'> {
  /** Absent in what was written before kinds had versions: 1. */
  readonly version?: number;
  /** Given by the database, over all tabs. */
  readonly order: number;
  readonly state: Exclude<CommandState, 'sending'>;
  readonly error?: StoredError;
}
