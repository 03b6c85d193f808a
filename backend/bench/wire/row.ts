import type { Running, Subject } from './subject.js';

/** What a row of the table is measured with. */
export interface Measuring {
  subject: Subject;
  running: Running;
  /** How often this subject was measured before. */
  round: number;
  /** Processor time so far, of the server and of its database, in milliseconds. */
  readonly processorMs: () => number;
}

/** Several figures that are measured together, by their names; the same names each time, without those that a subject has no notion of. */
export type Row = (measuring: Measuring) => Promise<Record<string, number>>;
