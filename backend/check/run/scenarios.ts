import { everything } from '../acts/acting.js';
import { allFaults, faultsBehindNginx, faultsOfTwoNodes, faultsOfWorkers } from '../faults/faults.js';
import type { Scenario } from './scenario.js';

export const wholeRun: Scenario = {
  people: 5,
  listeners: 2,
  nodes: 1,
  workers: 1,
  nginx: false,
  paceMs: 130,
  mix: everything,
  faults: allFaults,
  faultEveryMs: 2_000,
  roundMs: 24_000,
  conversations: ['group', 'group', 'channel', 'direct'],
  // Longer than a busy machine stalls; what was not delivered by then is not on its way.
  deliveredWithinMs: 60_000,
  retireAfter: 1_500,
  accessTokenTtl: '20s',
  locksRows: true,
  limited: 0.4,
};

/** The same on two nodes. Access tokens last, as their end would make listeners pull. */
export const twoNodes: Scenario = {
  ...wholeRun,
  nodes: 2,
  listeners: 4,
  faults: { ...allFaults, ...faultsOfTwoNodes },
  accessTokenTtl: '15m',
};

/** On three nodes behind an nginx, with a network between all that can be cut. */
export const threeNodes: Scenario = {
  ...twoNodes,
  nodes: 3,
  nginx: true,
  listeners: 6,
  faults: { ...allFaults, ...faultsOfTwoNodes, ...faultsBehindNginx },
};

/** The usual run, on several workers without a Redis. */
export const threeWorkers: Scenario = {
  ...wholeRun,
  workers: 3,
  listeners: 6,
  faults: { ...allFaults, ...faultsOfWorkers },
  accessTokenTtl: '15m',
};

/** A short look at one part of the product without faults, for what a planted bug breaks. */
export const shortRun: Scenario = {
  people: 3,
  listeners: 0,
  nodes: 1,
  workers: 1,
  nginx: false,
  paceMs: 50,
  mix: everything,
  faults: {},
  faultEveryMs: 1_000,
  roundMs: 2_000,
  conversations: ['group', 'channel'],
  // It must find something: no run in which nothing may be found has so little patience.
  deliveredWithinMs: 10_000,
  retireAfter: 10_000,
  accessTokenTtl: '15m',
  locksRows: false,
  limited: 0,
};

/** What is asked for on the command line. */
export function scenarioFor({ nodes, workers }: { nodes: 1 | 2 | 3; workers: number }): Scenario {
  const one = workers > 1 ? { ...threeWorkers, workers } : wholeRun;
  const several = nodes === 2 ? twoNodes : threeNodes;
  if (nodes === 1) return one;
  return workers === 1 ? several : { ...several, workers, faults: { ...several.faults, ...faultsOfWorkers } };
}
