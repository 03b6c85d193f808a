import { wholeRun, type Scenario } from '../run/scenario.js';

/** A run that once found something. */
export interface KeptSeed {
  seed: string;
  /** What was wrong then. */
  why: string;
  minutes: number;
  scenario: Scenario;
}

/** Every run that found a fault of the product, so that it stays mended. */
export const keptSeeds: readonly KeptSeed[] = [
  {
    seed: '2',
    why: 'the usual run, always with the same choices',
    minutes: 2,
    scenario: wholeRun,
  },
];
