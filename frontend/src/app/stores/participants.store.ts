import { Injectable, type Signal, signal, untracked, type WritableSignal } from '@angular/core';
import type { Participant } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { SessionScope } from '../core/session-scope';

export interface MarkerChange {
  lastReadSeq?: number;
  readAt?: string | null;
  lastDeliveredSeq?: number;
}

/** The later of two states of one participant: markers only ever move forward. */
function later(before: Participant | undefined, after: Participant): Participant {
  // Who left and came back begins anew.
  if (!before || before.joinedAt !== after.joinedAt) return after;
  const read = before.lastReadSeq > after.lastReadSeq ? before : after;
  const merged = {
    ...after,
    lastReadSeq: read.lastReadSeq,
    readAt: read.readAt,
    lastDeliveredSeq: Math.max(before.lastDeliveredSeq, after.lastDeliveredSeq),
  };
  const same = (Object.keys(merged) as (keyof Participant)[]).every((key) => merged[key] === before[key]);
  return same ? before : merged;
}

/** Who takes part in each conversation, as far as known, with live read markers. */
@Injectable({ providedIn: SessionScope })
export class ParticipantsStore {
  private readonly known = new Map<string, WritableSignal<readonly Participant[]>>();

  private readonly changes = new Subject<string>();
  /** The id of each conversation whose participants or their markers changed. */
  readonly changed$ = this.changes.asObservable();

  of(conversationId: string): Signal<readonly Participant[]> {
    return this.entry(conversationId).asReadonly();
  }

  peek(conversationId: string): readonly Participant[] {
    return untracked(this.entry(conversationId));
  }

  /** Takes in what an answer holds; `complete` when it names everybody, so that those who left are dropped. */
  merge(conversationId: string, participants: readonly Participant[], complete: boolean): void {
    this.update(conversationId, (before) => {
      const byUser = new Map(before.map((one) => [one.userId, one]));
      const merged = participants.map((one) => later(byUser.get(one.userId), one));
      if (complete) return merged;
      for (const one of participants) byUser.delete(one.userId);
      return [...merged, ...byUser.values()];
    });
  }

  moveMarker(conversationId: string, userId: string, change: MarkerChange): void {
    this.update(conversationId, (before) =>
      before.map((one) => (one.userId === userId ? later(one, { ...one, ...change }) : one)),
    );
  }

  remove(conversationId: string): void {
    this.entry(conversationId).set([]);
  }

  /** What is known already changes nothing, and isn't told. */
  private update(
    conversationId: string,
    to: (before: readonly Participant[]) => readonly Participant[],
  ): void {
    const before = this.peek(conversationId);
    const after = to(before);
    if (after.length === before.length && after.every((one, index) => one === before[index])) return;
    this.entry(conversationId).set(after);
    this.changes.next(conversationId);
  }

  private entry(conversationId: string): WritableSignal<readonly Participant[]> {
    let entry = this.known.get(conversationId);
    if (!entry) {
      entry = signal<readonly Participant[]>([]);
      this.known.set(conversationId, entry);
    }
    return entry;
  }
}
