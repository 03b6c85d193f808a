import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { onceEach } from '../steps/once.mjs';
import { runBeside } from '../steps/schedule.mjs';

/** Tasks that take as many turns as they say, and a record of what ran beside what. */
function watched(...given) {
  const underWay = new Map();
  const seen = [];
  const tasks = given.map(([name, weight, turns, fails = false]) => ({
    weight,
    run: async () => {
      underWay.set(name, weight);
      seen.push([...underWay.keys()]);
      for (let left = turns; left > 0; left -= 1) await turn();
      underWay.delete(name);
      if (fails) throw new Error(name);
      return name;
    },
  }));
  return { tasks, seen };
}

describe('running beside each other', () => {
  it('fills the capacity, earlier ones first, and never passes it', async () => {
    const { tasks, seen } = watched(['long', 1, 9], ['wide', 2, 2], ['wide too', 2, 2], ['short', 1, 1]);
    assert.deepEqual(await runBeside(tasks, 3), ['long', 'wide', 'wide too', 'short']);
    assert.deepEqual(seen, [['long'], ['long', 'wide'], ['long', 'wide too'], ['long', 'short']]);
  });

  it('lets what is too heavy run alone', async () => {
    const { tasks, seen } = watched(['one', 1, 2], ['huge', 9, 1], ['two', 1, 1]);
    await runBeside(tasks, 2);
    assert.deepEqual(seen, [['one'], ['one', 'two'], ['huge']]);
  });

  it('ends what is under way before it fails', async () => {
    const { tasks, seen } = watched(['bad', 1, 1, true], ['slow', 1, 5], ['later', 2, 1]);
    await assert.rejects(runBeside(tasks, 2), /^Error: bad$/);
    assert.equal(seen.length, 3);
  });

  it('has nothing to do where there is nothing', async () => assert.deepEqual(await runBeside([], 2), []));
});

describe('what several layers need', () => {
  it('is done once, also when they ask at the same time', async () => {
    const once = onceEach();
    let times = 0;
    const build = async () => {
      await turn();
      return (times += 1);
    };
    const asked = ['service', 'service', 'web-client'].map((name) => once(name, build));
    assert.deepEqual(await Promise.all(asked), [1, 1, 2]);
    assert.equal(await once('service', build), 1);
  });

  it('fails for each of them', async () => {
    const once = onceEach();
    const fail = () => Promise.reject(new Error('no'));
    await assert.rejects(once('service', fail), /^Error: no$/);
    await assert.rejects(once('service', fail), /^Error: no$/);
  });
});
