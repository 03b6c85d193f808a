import { allFaults, type Weather } from '../faults/faults.js';
import { everything, type Mix } from '../acts/acting.js';

/** What a run does. */
export interface Scenario {
  /** People who take part, two devices each. */
  people: number;
  /** Milliseconds between two deeds of one device, in the mean. */
  paceMs: number;
  mix: Mix;
  weather: Weather;
  /** Milliseconds between two faults, in the mean. */
  faultEveryMs: number;
  /** How long is worked between two moments of rest, in milliseconds. */
  roundMs: number;
  circles: readonly ('group' | 'channel' | 'direct')[];
  /** Past this many messages a conversation is checked for the last time and another one begun. */
  retireAfter: number;
  accessTokenTtl: string;
  /** How likely a start of the service limits messages. */
  limited: number;
}

export const wholeRun: Scenario = {
  people: 5,
  paceMs: 130,
  mix: everything,
  weather: allFaults,
  faultEveryMs: 2_000,
  roundMs: 24_000,
  circles: ['group', 'group', 'channel', 'direct'],
  retireAfter: 1_500,
  accessTokenTtl: '20s',
  limited: 0.4,
};

/** A short look at one part of the product in good weather, for what a planted bug breaks. */
export const shortRun: Scenario = {
  people: 3,
  paceMs: 50,
  mix: everything,
  weather: {},
  faultEveryMs: 1_000,
  roundMs: 2_000,
  circles: ['group', 'channel'],
  retireAfter: 10_000,
  accessTokenTtl: '15m',
  limited: 0,
};
