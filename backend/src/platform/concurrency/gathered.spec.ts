import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Gathered } from './gathered.js';

it('asks at once for what comes in one turn, and for what comes later with the next call', async () => {
  const calls: number[][] = [];
  const release: (() => void)[] = [];
  const doubled = new Gathered<number, number>(async (keys) => {
    calls.push([...keys]);
    await new Promise<void>((resolve) => release.push(resolve));
    return keys.map((key) => key * 2);
  });
  const first = Promise.all([doubled.get(1), doubled.get(2)]);
  await turn();
  const second = doubled.get(3);
  await turn();
  const third = doubled.get(4);
  await turn();
  expect(calls).toEqual([[1, 2]]);
  release[0]?.();
  expect(await first).toEqual([2, 4]);
  await turn();
  expect(calls).toEqual([
    [1, 2],
    [3, 4],
  ]);
  release[1]?.();
  expect([await second, await third]).toEqual([6, 8]);
});

it('rejects those of a call that failed, and goes on', async () => {
  let fails = true;
  const gathered = new Gathered<string, string>((keys) =>
    fails ? Promise.reject(new Error('away')) : Promise.resolve(keys),
  );
  const outcomes = await Promise.allSettled([gathered.get('a'), gathered.get('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await gathered.get('c')).toBe('c');
});

it('lets a call that hangs hold up nobody else', async () => {
  const gathered = new Gathered<string, string>((keys) =>
    keys.includes('hangs') ? new Promise(() => undefined) : Promise.resolve(keys),
  );
  void gathered.get('hangs');
  await turn();
  expect(await gathered.get('a')).toBe('a');
});
