/** How long a connection may hold us up, in milliseconds, and how much may be under way for one person, in bytes. */
export interface HttpBounds {
  /** Until the headers of a request are there. */
  headersMs: number;
  /** Until the whole request is there. */
  requestMs: number;
  /** How long a reader may take nothing of what is sent. */
  stalledMs: number;
  /** How often connections are looked at. */
  checkEveryMs: number;
  /** What is sent to one person and not taken yet; past it they are answered nothing large. */
  unsentBytes: number;
}

export const httpBounds: HttpBounds = {
  headersMs: 15_000,
  requestMs: 30_000,
  stalledMs: 30_000,
  checkEveryMs: 2_000,
  unsentBytes: 16 * 1024 * 1024,
};
