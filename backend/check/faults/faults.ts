import {
  cutDatabase,
  cutNode,
  cutRedis,
  fillRedis,
  flushRedis,
  freezeNginx,
  freezeNode,
  freezeRedis,
  killNginx,
  killWorker,
  restartRedis,
  trimStream,
} from './cluster-faults.js';
import type { Fault } from './fault.js';
import {
  cutFrames,
  delayConnections,
  dropConnections,
  duplicateRequests,
  halfOpen,
} from './network-faults.js';
import { jumpClock, killClient, removeParticipant, renameConversation } from './people-faults.js';
import {
  fillDisk,
  freezePostgres,
  freezeService,
  killBoth,
  killPostgres,
  killService,
  lockRow,
  restartPostgres,
  stopService,
} from './service-faults.js';

/** All that can go wrong, by name. */
export const faults = {
  'service killed': killService,
  'PostgreSQL killed': killPostgres,
  'both killed': killBoth,
  'service stopped': stopService,
  'service frozen': freezeService,
  'PostgreSQL frozen': freezePostgres,
  'PostgreSQL restarted': restartPostgres,
  'disk full': fillDisk,
  'row locked': lockRow,
  'node frozen': freezeNode,
  'stream trimmed': trimStream,
  'Redis flushed': flushRedis,
  'Redis full': fillRedis,
  'Redis restarted': restartRedis,
  'Redis frozen': freezeRedis,
  'Redis cut off': cutRedis,
  'PostgreSQL cut off': cutDatabase,
  'node cut off': cutNode,
  'nginx killed': killNginx,
  'nginx frozen': freezeNginx,
  'worker killed': killWorker,
  'connections dropped': dropConnections,
  'connections delayed': delayConnections,
  'connections half-open': halfOpen,
  'requests duplicated': duplicateRequests,
  'frames cut': cutFrames,
  'client killed': killClient,
  'clock jumped': jumpClock,
  'participant removed': removeParticipant,
} as const satisfies Record<string, Fault>;

/** No faults, but changes of conversations that belong among them. */
export const disturbances = { renamed: renameConversation } as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
/** How often each fault comes, in proportion to the others. */
export type FaultWeights = Readonly<Partial<Record<FaultName, number>>>;

/** What can go wrong with one node as well as with several. */
export const allFaults: FaultWeights = {
  'service killed': 3,
  'PostgreSQL killed': 3,
  'both killed': 2,
  'service stopped': 1,
  'service frozen': 2,
  'PostgreSQL frozen': 2,
  'PostgreSQL restarted': 2,
  'disk full': 2,
  'row locked': 2,
  'connections dropped': 4,
  'connections delayed': 3,
  'connections half-open': 3,
  'requests duplicated': 3,
  'frames cut': 3,
  'client killed': 4,
  'clock jumped': 2,
  'participant removed': 4,
};

/** What further goes wrong where nodes share a Redis. */
export const faultsOfTwoNodes: FaultWeights = {
  'node frozen': 3,
  'stream trimmed': 3,
  'Redis flushed': 3,
  'Redis full': 3,
  'Redis restarted': 2,
};

/** What further goes wrong where an nginx is in front of them. */
export const faultsBehindNginx: FaultWeights = {
  'node cut off': 3,
  'Redis frozen': 2,
  'Redis cut off': 3,
  'PostgreSQL cut off': 3,
  'nginx killed': 2,
  'nginx frozen': 2,
};

/** What further goes wrong where a service has several workers. */
export const faultsOfWorkers: FaultWeights = { 'worker killed': 5 };

/** These take the service or its database away: one after the other, so that there is something left to disturb. */
export const heavy: ReadonlySet<FaultName> = new Set<FaultName>([
  'service killed',
  'PostgreSQL killed',
  'both killed',
  'service stopped',
  'service frozen',
  'PostgreSQL frozen',
  'PostgreSQL restarted',
  'disk full',
  'node frozen',
  'stream trimmed',
  'Redis flushed',
  'PostgreSQL cut off',
  'node cut off',
  'nginx killed',
  'nginx frozen',
]);
