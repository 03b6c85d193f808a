import { shortRun, twoNodes, wholeRun, type Scenario } from '../run/scenario.js';

/** A run in which nothing may be found. */
export interface KeptSeed {
  seed: string;
  /** What it tries, or what it found once. */
  why: string;
  minutes: number;
  scenario: Scenario;
}

/** The usual run, and every run that found a fault of the product, reduced: so that it stays mended. */
export const keptSeeds: readonly KeptSeed[] = [
  { seed: '2', why: 'everything', minutes: 1.5, scenario: wholeRun },
  { seed: '3', why: 'everything, on two nodes', minutes: 1.5, scenario: twoNodes },
  {
    seed: '12',
    why: 'a join answered although the access token had run out meanwhile',
    minutes: 0.3,
    scenario: {
      ...shortRun,
      deliveredWithinMs: wholeRun.deliveredWithinMs,
      accessTokenTtl: '4s',
      faults: { 'PostgreSQL frozen': 1, 'connections dropped': 2 },
      faultEveryMs: 1_200,
      roundMs: 8_000,
    },
  },
  {
    seed: 'failed-commit-swallowed',
    why: 'a database that died twice in a row came back on another port',
    minutes: 0.3,
    scenario: {
      ...shortRun,
      deliveredWithinMs: wholeRun.deliveredWithinMs,
      faults: { 'PostgreSQL killed': 1 },
      faultEveryMs: 1_000,
      roundMs: 8_000,
    },
  },
];
