import { everything } from '../acts/acting.js';
import { allFaults, faultsOfTwoNodes } from '../faults/faults.js';
import type { Scenario } from './scenario.js';

export const wholeRun: Scenario = {
  people: 5,
  listeners: 2,
  nodes: 1,
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

/** A short look at one part of the product without faults, for what a planted bug breaks. */
export const shortRun: Scenario = {
  people: 3,
  listeners: 0,
  nodes: 1,
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
