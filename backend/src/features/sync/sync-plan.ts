import { limits, type SyncRequest } from '@litspark/shared-contracts';
import type { Present } from './sync.repository.js';

type Known = SyncRequest['conversations'][number];

/** `known` is null where the client didn't name the conversation. */
export interface Change {
  present: Present;
  known: Known | null;
  /** What the client holds of it is to be forgotten. */
  reset: boolean;
}

export interface SyncPlan {
  /** To be answered in `changed`, last active first. */
  changed: Change[];
  removed: string[];
  /** Whose read marker is not where the client has it. */
  moved: Present[];
  unchanged: number;
  /** Whether more changed than one answer holds. */
  more: boolean;
}

export interface Question {
  held: readonly Known[];
  /** Look at what is held only. */
  only: boolean;
  /** What is held is of another history of the database: no revision of it says anything. */
  ofAnotherPast: boolean;
}

/** Compares what the client holds with what is there. */
export function planSync({ held, only, ofAnotherPast }: Question, present: readonly Present[]): SyncPlan {
  // A conversation that is named twice counts once.
  const known = new Map(held.map((one) => [one.id, one]));
  const presentIds = new Set(present.map(({ id }) => id));
  const changed = present.flatMap((one): Change[] => {
    const named = known.get(one.id) ?? null;
    if (!named) return only ? [] : [{ present: one, known: null, reset: false }];
    const reset = ofAnotherPast || named.revision > one.revision;
    return reset || named.revision < one.revision ? [{ present: one, known: named, reset }] : [];
  });
  const namedChanges = changed.filter((one) => one.known !== null).length;
  const removed = [...known.keys()].filter((id) => !presentIds.has(id));
  return {
    changed: changed.slice(0, limits.syncChanged),
    removed,
    moved: present.filter(({ id, lastReadSeq }) => {
      const named = known.get(id);
      return named?.lastReadSeq !== undefined && named.lastReadSeq !== lastReadSeq;
    }),
    unchanged: known.size - removed.length - namedChanges,
    more: changed.length > limits.syncChanged,
  };
}
