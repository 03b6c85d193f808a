import type { Presence } from '@litspark/shared-contracts';
import type { Workers } from '../../platform/workers/workers.js';
import { type PresenceHere, PresenceLedger } from './presence-ledger.js';

/** From the least present: the sum is the highest. */
const presences: readonly Presence[] = ['offline', 'away', 'online'];
const rankOf = (here: PresenceHere): number => presences.indexOf(here ?? 'offline');
const presenceOf = (rank: number): Presence => presences[rank] ?? 'offline';

/** The sum over the workers of one machine, which the process that started them keeps. */
export class WorkerPresenceLedger extends PresenceLedger {
  constructor(private readonly workers: Workers) {
    super();
  }

  async report(userId: string, here: PresenceHere): Promise<Presence | null> {
    const highest = await this.workers.report(userId, rankOf(here));
    return highest === null ? null : presenceOf(highest);
  }

  async read(userIds: readonly string[]): Promise<Map<string, Presence>> {
    if (userIds.length === 0) return new Map();
    const ranks = await this.workers.ranks(userIds);
    return new Map(userIds.map((userId, index) => [userId, presenceOf(ranks[index] ?? 0)]));
  }

  /** Calls `left` with users whom a worker that died left behind, for this one to report. */
  onOrphans(left: (userIds: readonly string[]) => void): void {
    this.workers.onMessage((message) => {
      if (message.kind === 'orphans') left(message.keys);
    });
  }
}
