import { inject } from '@angular/core';
import { SessionTimers } from '../../core/session-timers';
import { TabLeader } from '../tabs/tab-leader';
import type { FactRow } from './cache-database';
import { LocalCache } from './local-cache';

/** Work that is done from time to time; times are in milliseconds. */
export interface Rounds {
  /** Where the cache keeps when the last one was. */
  readonly fact: Extract<FactRow['key'], `${string}At`>;
  /** The first one in a new cache, and the soonest after a tab began to lead. */
  readonly firstMs: number;
  readonly everyMs: () => number;
  /** So long at most it waits for the page to have nothing better to do. */
  readonly idleWithinMs: number;
}

/**
 * Does work in rounds, in whichever tab leads: when the last round was outlives tabs and pages. Call it where `inject`
 * works, in a service of the session.
 */
export function makeRounds(rounds: Rounds, work: () => Promise<void>): void {
  const timers = inject(SessionTimers);
  const cache = inject(LocalCache);
  const leader = inject(TabLeader);
  /** Grows with each change of the lead: what was planned before counts no more. */
  let turn = 0;
  let cancel: () => void = () => undefined;
  let lastAt: number | null = null;

  const note = async (at: number) => {
    lastAt = at;
    await cache.run((db) => db.facts.put({ key: rounds.fact, value: at }));
  };
  const plan = async (planned: number) => {
    const everyMs = rounds.everyMs();
    const kept = await cache.run((db) => db.facts.get(rounds.fact));
    lastAt = typeof kept?.value === 'number' ? kept.value : lastAt;
    if (lastAt === null) await note(Date.now() + rounds.firstMs - everyMs);
    if (planned !== turn) return;
    const dueMs = Math.max(rounds.firstMs, (lastAt ?? 0) + everyMs - Date.now());
    cancel = timers.after(Math.min(dueMs, everyMs), () => {
      cancel = timers.whenIdle(rounds.idleWithinMs, () => void round(planned));
    });
  };
  const round = async (planned: number) => {
    await note(Date.now());
    await work();
    if (planned === turn) await plan(planned);
  };
  leader.leads$.subscribe((leads) => {
    cancel();
    turn += 1;
    if (leads) void plan(turn);
  });
}
