import { describe, expect, it } from '@jest/globals';
import { ann, conversationId, flawless, messageOf, withRows } from './made-up-evidence.js';
import { markersStandWhereTheyWerePut } from './markers.js';
import { nothingAfterRemoval } from './removal.js';
import { nothingSeenIsLost, revisionIsContiguous, seqIsContiguous } from './storage.js';

const three = () => flawless([messageOf(1), messageOf(2), messageOf(3)]);

describe('the properties of what is stored', () => {
  it('find nothing where nothing is wrong', () => {
    for (const property of [seqIsContiguous, revisionIsContiguous, nothingSeenIsLost, nothingAfterRemoval])
      expect(property(three())).toEqual([]);
  });

  it('find a gap in seq, a repeat, and a last seq that is not the last', () => {
    const evidence = three();
    const [one, two] = evidence.stored.rows;
    expect(seqIsContiguous(withRows(evidence, [one!, two!, { ...two!, seq: 4 }]))).toHaveLength(1);
    expect(seqIsContiguous(withRows(evidence, [one!, two!, { ...two!, id: 'again' }]))).toHaveLength(1);
    expect(seqIsContiguous(withRows(evidence, [one!, two!]))).toHaveLength(1);
  });

  it('find a revision that two hold, and one that nobody’s change explains', () => {
    const evidence = three();
    const [one, two, last] = evidence.stored.rows;
    const doubled = [one!, { ...two!, revision: 2 }, last!];
    expect(revisionIsContiguous(withRows(evidence, doubled))).toHaveLength(1);
    const burnt = { ...evidence, stored: { ...evidence.stored, revision: 5 } };
    expect(revisionIsContiguous(burnt)).toEqual([{ what: expect.stringContaining('nobody’s') }]);
    evidence.history.changes.addSilent(conversationId, 'uncertain');
    expect(revisionIsContiguous(burnt)).toEqual([]);
  });

  it('find a message that was seen and is gone, or went back', () => {
    const evidence = three();
    const [one, ...others] = evidence.stored.rows;
    expect(nothingSeenIsLost(withRows(evidence, others))).toHaveLength(1);
    expect(nothingSeenIsLost(withRows(evidence, [{ ...one!, revision: 1 }, ...others]))).toHaveLength(1);
  });

  it('find what somebody was sent after their removal, and only that', () => {
    const evidence = three();
    const { ledger, memberships } = evidence.history;
    memberships.removed(conversationId, ann);
    const outSince = memberships.out(conversationId, ann)!;
    for (const revision of [2, 3])
      memberships.notified(conversationId, ann, 'Ann-a', revision, 'new_message');
    const rows = evidence.stored.rows;
    ledger.claim(conversationId, 2, rows[0]!.id, outSince - 1);
    ledger.claim(conversationId, 3, rows[1]!.id, outSince + 1);
    expect(nothingAfterRemoval(evidence)).toEqual([
      { what: expect.stringContaining('revision 3'), who: 'Ann-a' },
    ]);
  });

  it('find a marker below what was acknowledged, above what was asked for, or past the end', () => {
    const evidence = three();
    const { markers } = evidence.history;
    const at = (lastReadSeq: number) =>
      markersStandWhereTheyWerePut({
        ...evidence,
        stored: {
          ...evidence.stored,
          participants: [
            { userId: ann, lastReadSeq, lastDeliveredSeq: Math.max(3, lastReadSeq), joinedSeq: 0 },
          ],
        },
      });
    markers.asked('delivered', conversationId, ann, 3);
    markers.asked('read', conversationId, ann, 2);
    markers.answered('read', conversationId, ann, 2, 0);
    expect(at(3)).toEqual([]);
    expect(at(1)).not.toEqual([]);
    expect(at(4)).not.toEqual([]);
  });
});
