import { describe, expect, it } from '@jest/globals';
import { messageOf } from '../properties/made-up-evidence.js';
import { History } from './history.js';

const found = (history: History) => history.violations.all.map(({ property }) => property);

describe('the ledger', () => {
  it('takes the same state from whoever saw it, and later ones', () => {
    const { ledger, violations } = new History();
    const message = messageOf(1);
    ledger.observe(message, 'Ann');
    ledger.observe({ ...message }, 'Ben');
    ledger.observe({ ...message, revision: 3, body: 'edited' }, 'Ben');
    ledger.observe(message, 'Cléo, who is late');
    expect(violations.count).toBe(0);
    expect(ledger.unexplained(message.conversationId, 3)).toBe(0);
  });

  it('finds two states of one revision', () => {
    const history = new History();
    const message = messageOf(1);
    history.ledger.observe(message, 'Ann');
    history.ledger.observe({ ...message, body: 'something else' }, 'Ben');
    expect(found(history)).toEqual(['one state for each revision']);
  });

  it('finds two states of a part at one revision, in whatever order its keys come', () => {
    const history = new History();
    const parts = (poll: object): object => ({ poll });
    const message = messageOf(1, { parts: parts({ votes: 3, open: true }) });
    history.ledger.observe(message, 'Ann');
    history.ledger.observe({ ...message, parts: parts({ open: true, votes: 3 }) }, 'Ben');
    expect(found(history)).toEqual([]);
    history.ledger.observe({ ...message, parts: {} }, 'Cléo');
    expect(found(history)).toEqual(['one state for each revision']);
  });

  it('finds one revision for two messages', () => {
    const history = new History();
    history.ledger.observe(messageOf(1), 'Ann');
    history.ledger.observe(messageOf(2, { revision: 2 }), 'Ben');
    expect(found(history)).toEqual(['one change for each revision']);
  });

  it('finds a seq that changes hands, and a message that moves', () => {
    const history = new History();
    const message = messageOf(1);
    history.ledger.observe(message, 'Ann');
    history.ledger.observe(messageOf(1, { revision: 9 }), 'Ben');
    history.ledger.observe({ ...message, seq: 2, revision: 10 }, 'Ben');
    expect(found(history)).toEqual(['order changed', 'order changed']);
  });

  it('finds a marker that goes back', () => {
    const history = new History();
    const { markers } = history;
    markers.answered('read', 'here', 'Ann', 5, markers.asked('read', 'here', 'Ann', 5));
    markers.answered('read', 'here', 'Ann', 4, markers.asked('read', 'here', 'Ann', 4));
    expect(found(history)).toEqual(['markers never go back']);
  });
});
