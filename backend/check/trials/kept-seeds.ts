import type { Scenario } from '../run/scenario.js';
import { shortRun, threeNodes, threeWorkers, twoNodes, wholeRun } from '../run/scenarios.js';

/** A run in which nothing may be found. */
export interface KeptSeed {
  seed: string;
  /** What it tries, or what it found once. */
  why: string;
  /** Each begins with people at work and ends with everything compared: a slow machine makes as many. */
  rounds: number;
  scenario: Scenario;
}

/** What needs many processes is tried with few people. */
const few = {
  people: 3,
  listeners: 3,
  paceMs: 200,
  roundMs: 15_000,
  conversations: ['group', 'channel'],
} as const;

/** The usual run, and every run that found a fault of the product, reduced: so that it stays mended. */
export const keptSeeds: readonly KeptSeed[] = [
  { seed: '2', why: 'everything', rounds: 2, scenario: wholeRun },
  { seed: '3', why: 'everything, on two nodes', rounds: 1, scenario: twoNodes },
  {
    seed: '4',
    why: 'everything, on three nodes behind nginx',
    rounds: 1,
    scenario: { ...threeNodes, ...few },
  },
  { seed: '5', why: 'everything, by three workers', rounds: 1, scenario: { ...threeWorkers, ...few } },
  {
    seed: '12',
    why: 'a join answered although the access token had run out meanwhile',
    rounds: 2,
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
    rounds: 2,
    scenario: {
      ...shortRun,
      deliveredWithinMs: wholeRun.deliveredWithinMs,
      faults: { 'PostgreSQL killed': 1 },
      faultEveryMs: 1_000,
      roundMs: 8_000,
    },
  },
];
