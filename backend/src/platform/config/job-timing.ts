/** How soon and how often a node looks after jobs, in milliseconds. */
export interface JobTiming {
  /** How often it looks for jobs that are due: those of now are announced at once by the database. */
  pollMs: number;
  /** How often a worker says that it lives. */
  beatMs: number;
  /** A worker that was silent for this long is taken for dead, and what it was running is run by another. */
  deadAfterMs: number;
}

export const jobTiming: JobTiming = { pollMs: 2_000, beatMs: 5_000, deadAfterMs: 20_000 };
