import { beforeEach, describe, expect, it } from '@jest/globals';
import { Hub } from './hub.js';
import type { FromWorker, ToWorker, Unmarked } from './messages.js';

describe('what goes between workers', () => {
  let hub: Hub;
  let heard: Record<number, ToWorker[]>;
  const say = (number: number, message: Unmarked<FromWorker>) =>
    hub.receive(number, { litspark: true, ...message });
  const kinds = (number: number) => heard[number]?.map(({ kind }) => kind);
  const join = (number: number) => {
    heard[number] = [];
    hub.add(number, {
      send: (message, sent) => {
        heard[number]?.push(message);
        sent();
      },
    });
    say(number, { kind: 'ready', lines: [], door: 7_000 + number });
  };

  beforeEach(() => {
    hub = new Hub();
    heard = {};
    for (const number of [1, 2, 3]) join(number);
    for (const messages of Object.values(heard)) messages.splice(0);
  });

  it('are events, to all others', () => {
    say(1, { kind: 'events', events: '[["any",{}]]' });
    expect(kinds(1)).toEqual([]);
    expect(heard[2]).toEqual([{ litspark: true, kind: 'events', events: '[["any",{}]]' }]);
    expect(heard[3]).toEqual(heard[2]);
  });

  it('is that events were lost, where a worker ends without having said that it sent all', () => {
    hub.remove(1);
    expect(kinds(2)).toContain('missed');
    say(2, { kind: 'left' });
    hub.remove(2);
    expect(kinds(3)?.filter((kind) => kind === 'missed')).toHaveLength(1);
  });

  it('are the doors of those that serve', () => {
    hub.remove(1);
    expect(heard[3]?.at(-1)).toEqual({
      litspark: true,
      kind: 'roster',
      doors: { 2: 7_002, 3: 7_003 },
      replaced: 1,
    });
  });

  it('are answers of all that answer, also where one ends meanwhile', () => {
    say(1, { kind: 'ask', id: 7, question: 'readiness' });
    const [asked] = heard[2] as [ToWorker & { id: number }];
    expect(asked).toMatchObject({ kind: 'question', question: 'readiness' });
    say(2, { kind: 'answer', id: asked.id, answer: 'well' });
    expect(kinds(1)).toEqual([]);
    hub.remove(3);
    expect(heard[1]).toContainEqual({ litspark: true, kind: 'reply', id: 7, value: ['well'] });
  });

  it('are the keys of one that died, to one that serves, at the latest to the next that does', () => {
    say(1, { kind: 'report', id: 1, key: 'ann', rank: 2 });
    hub.remove(1);
    expect(heard[2]).toContainEqual({ litspark: true, kind: 'orphans', keys: ['ann'] });
    expect(kinds(3)).not.toContain('orphans');
    say(2, { kind: 'report', id: 2, key: 'ann', rank: 1 });
    hub.remove(3);
    hub.remove(2);
    join(4);
    expect(heard[4]).toContainEqual({ litspark: true, kind: 'orphans', keys: ['ann'] });
  });
});
