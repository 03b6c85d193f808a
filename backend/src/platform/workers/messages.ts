/** What a worker asks of all others; each answers by itself. */
export type Question = 'metrics' | 'readiness';

/** What a worker says to the process that started it. */
export type FromWorker = { litspark: true } & (
  | { kind: 'ready'; lines: string[]; door: number }
  | { kind: 'failed'; reason: string }
  /** JSON: a list of names and fields, in the order announced. */
  | { kind: 'events'; events: string }
  /** Some could not be sent. */
  | { kind: 'missed' }
  /** It stops, and has sent all its events. */
  | { kind: 'left' }
  | { kind: 'ask'; id: number; question: Question }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'report'; id: number; key: string; rank: number }
  | { kind: 'ranks'; id: number; keys: string[] }
);

/** What a worker hears from that process. */
export type ToWorker = { litspark: true } & (
  | { kind: 'events'; events: string }
  /** Events of another worker were lost. */
  | { kind: 'missed' }
  /** Which workers serve: the port, by their number, at which each takes requests that came to another one. */
  | { kind: 'roster'; doors: Record<number, number>; replaced: number }
  | { kind: 'question'; id: number; question: Question }
  | { kind: 'reply'; id: number; value: unknown }
  /** Keys of which a worker that died held a rank. */
  | { kind: 'orphans'; keys: string[] }
);

/** Without the mark that tells it from other messages between processes. */
export type Unmarked<M> = M extends { litspark: true } ? Omit<M, 'litspark'> : never;

export const isOurs = (message: unknown): message is { litspark: true } =>
  typeof message === 'object' && message !== null && 'litspark' in message;
