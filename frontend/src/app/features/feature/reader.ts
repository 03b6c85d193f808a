/** The reader, in the conversation that a message is in. */
export interface Reader {
  readonly id: string;
  /** False as long as that isn't known. */
  readonly isOwner: boolean;
}
