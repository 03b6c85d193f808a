import { describe, expect, it } from '@jest/globals';
import { flawless, messageOf, withRows } from './made-up-evidence.js';
import {
  acknowledgedIsStored,
  burstOrder,
  everySendEnds,
  realTimeOrder,
  refusedNeverAppears,
  storedOnce,
  storedWasSent,
} from './sends.js';

const three = () => flawless([messageOf(1), messageOf(2), messageOf(3)]);

describe('the properties of sends', () => {
  it('find nothing where nothing is wrong', () => {
    for (const property of [
      acknowledgedIsStored,
      burstOrder,
      everySendEnds,
      realTimeOrder,
      refusedNeverAppears,
      storedOnce,
      storedWasSent,
    ])
      expect(property(three())).toEqual([]);
  });

  it('find an acknowledged message that is not stored', () => {
    const evidence = three();
    const [, lost] = evidence.stored.rows;
    const rows = evidence.stored.rows.filter((row) => row !== lost);
    expect(acknowledgedIsStored(withRows(evidence, rows))).toEqual([
      { what: expect.stringContaining(lost!.id), seq: 2 },
    ]);
  });

  it('find an acknowledged message that is stored elsewhere, or says something else', () => {
    const evidence = three();
    const [first, ...others] = evidence.stored.rows;
    for (const wrong of [{ seq: 4 }, { body: 'another text' }, { clientMessageId: 'another' }])
      expect(acknowledgedIsStored(withRows(evidence, [{ ...first!, ...wrong }, ...others]))).toHaveLength(1);
  });

  it('find one send that is stored twice', () => {
    const evidence = three();
    const [first] = evidence.stored.rows;
    const rows = [...evidence.stored.rows, { ...first!, id: 'again', seq: 4, revision: 5 }];
    expect(storedOnce(withRows(evidence, rows))).toEqual([
      { what: expect.stringContaining('2 times'), seq: 1 },
    ]);
  });

  it('find a refused send that is stored, unless a try before may have stored it', () => {
    const evidence = three();
    const [send] = evidence.history.sends.of(evidence.conversationId);
    Object.assign(send!, { message: null, refusal: 'NOT_FOUND' });
    expect(refusedNeverAppears(evidence)).toEqual([{ what: expect.stringContaining('NOT_FOUND'), seq: 1 }]);
    send!.uncertain = true;
    expect(refusedNeverAppears(evidence)).toEqual([]);
  });

  it('find what nobody sent', () => {
    const evidence = three();
    const [first, ...others] = evidence.stored.rows;
    expect(storedWasSent(withRows(evidence, [{ ...first!, senderId: 'somebody' }, ...others]))).toHaveLength(
      1,
    );
  });

  it('find a message before one that was acknowledged when it was sent', () => {
    const [one, two, three] = [messageOf(2), messageOf(1), messageOf(3)];
    const evidence = flawless([one, two, three]);
    expect(realTimeOrder(evidence)).toEqual([{ what: expect.stringContaining(two.id), seq: 1 }]);
  });

  it('let sends that overlapped have either order', () => {
    const evidence = flawless([messageOf(2), messageOf(1)]);
    const [first] = evidence.history.sends.of(evidence.conversationId);
    first!.ackedAt = 1_000;
    expect(realTimeOrder(evidence)).toEqual([]);
  });

  it('find a burst that was stored in another order than it was sent', () => {
    const evidence = flawless([messageOf(2), messageOf(1)]);
    for (const [index, send] of evidence.history.sends.of(evidence.conversationId).entries())
      send.burst = { id: 'burst', index };
    expect(burstOrder(evidence)).toEqual([{ what: expect.stringContaining('seq 2, 1') }]);
  });

  it('find a send whose end nobody knows', () => {
    const evidence = three();
    const [send] = evidence.history.sends.of(evidence.conversationId);
    send!.message = null;
    expect(everySendEnds(evidence)).toEqual([{ what: expect.stringContaining('unknown') }]);
  });
});
