/** Who is there and what they share: people and conversations are named by their places. */
export interface Stage {
  people: number;
  /** The members of each conversation. */
  conversations: readonly (readonly number[])[];
}

/** A messaging server under measurement. */
export interface Subject {
  readonly name: string;
  /** Whether it promises one order to everybody, and keeps it. */
  readonly keepsOrder: boolean;
  start(stage: Stage): Promise<Running>;
}

/** One whose server runs, in a process of its own. */
export interface Running {
  readonly pid: number;
  connect(person: number): Promise<Connection>;
  /** The ids of the messages that are stored of a conversation, in their order; null where the server stores nothing. */
  stored(conversation: number): Promise<string[]> | null;
  stop(): Promise<void>;
}

/** One person's connection. */
export interface Connection {
  /** Called for each message of a conversation that was joined, its own included. */
  onMessage: (conversation: number, id: string) => void;
  /** Resolves once messages of the conversation are delivered. */
  join(conversation: number): Promise<void>;
  /** Sends a message of 100 bytes; resolves with its acknowledgement. */
  send(conversation: number, id: string): Promise<void>;
  /** Asks for what came after the first message of a conversation, in full; null where the server stores nothing. */
  catchUp(conversation: number): Promise<{ ids: string[]; bytes: number }> | null;
  /** Ends it without a goodbye. */
  cut(): void;
}

/** Of 100 bytes. */
export const bodyOf = (id: string): string => id.padEnd(100, '.');
