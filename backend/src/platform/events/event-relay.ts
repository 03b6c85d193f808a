/** Carries events to the other nodes and from them. */
export abstract class EventRelay {
  /** Whether there can be other nodes. */
  abstract readonly hasOthers: boolean;

  /** Why other nodes don't receive what is announced here; null while they do. */
  abstract get fault(): string | null;

  /** Calls `listener` for what other nodes send. */
  abstract onEvent(listener: (name: string, fields: object) => void): void;

  /** Calls `missed` when events of other nodes were lost: what this node's clients show may be out of date. */
  abstract onMissed(missed: () => void): void;

  /** Nobody waits for it: this node's own sockets are notified without it. */
  abstract send(name: string, event: object): void;
}
