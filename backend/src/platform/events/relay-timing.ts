/** How patient the relay is, in milliseconds. */
export class RelayTiming {
  /** How long a read waits for news before it looks whether the stream is still what it was. */
  readonly blockMs: number = 2_000;
  /** How often a node says that it lives. */
  readonly beatMs: number = 5_000;
  /** A node that was not heard of for this long is taken for dead. */
  readonly livenessMs: number = 15_000;
}
