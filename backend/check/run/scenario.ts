import type { Mix } from '../acts/act.js';
import type { FaultWeights } from '../faults/faults.js';

/** What a run does. */
export interface Scenario {
  /** People who take part, two devices each. */
  people: number;
  /** Devices that only listen. */
  listeners: number;
  /** How many of the service share a database and a Redis. */
  nodes: 1 | 2 | 3;
  /** Processes by which each of them serves. */
  workers: number;
  /** Whether an nginx is in front of the nodes; then they are also restarted one by one, without other faults. */
  nginx: boolean;
  /** Milliseconds between two actions of one device, in the mean. */
  paceMs: number;
  mix: Mix;
  faults: FaultWeights;
  /** Milliseconds between two faults, in the mean. */
  faultEveryMs: number;
  /** How long is worked between two moments of rest, in milliseconds. */
  roundMs: number;
  conversations: readonly ('group' | 'channel' | 'direct')[];
  /** How long is waited for what must be delivered, which takes some milliseconds. */
  deliveredWithinMs: number;
  /** Past this many messages a conversation is checked for the last time and another one begun. */
  retireAfter: number;
  accessTokenTtl: string;
  /** Whether it is tried, without other faults, that one locked row stops nobody else. */
  locksRows: boolean;
  /** How likely a start of the service limits messages. */
  limited: number;
}
