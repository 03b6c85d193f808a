import type { Scenario } from '../run/scenario.js';

/** One change of a compiled file: text that must be there exactly once, and what stands in its place. */
export interface Patch {
  /** Below `dist`. */
  file: string;
  find: string;
  replace: string;
}

/** A fault of a kind that real products have had, planted to see whether the checker finds it. */
export interface Bug {
  name: string;
  /** What goes wrong then. */
  why: string;
  patches: readonly Patch[];
  /**
   * Bugs that name the same run are planted and looked for together, and their mixes added up: one start of the service for all.
   * No two of them may break the same property: one would hide that the other isn't caught.
   */
  run?: string;
  /** What is done to find it, where that differs from the usual short run. */
  scenario?: Partial<Scenario>;
  /** Properties of which one must be found broken. */
  caughtBy: readonly string[];
}
