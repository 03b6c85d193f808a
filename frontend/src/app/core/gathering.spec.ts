import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { after } from './after';
import { Gathering } from './gathering';

let handed: number[];
let gathering: Gathering<number>;
let shown: DocumentVisibilityState;

beforeEach(() => {
  jest.useFakeTimers();
  shown = 'visible';
  jest.spyOn(document, 'visibilityState', 'get').mockImplementation(() => shown);
  handed = [];
  gathering = new Gathering((one) => handed.push(one), after);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const add = (...numbers: number[]) => {
  for (const one of numbers) gathering.add(one);
};

it('hands on at once where it is quiet', () => {
  add(1);
  expect(handed).toEqual([1]);
  jest.advanceTimersByTime(100);
  add(2);
  expect(handed).toEqual([1, 2]);
});

it('hands on together what comes soon after', () => {
  add(1, 2, 3);
  expect(handed).toEqual([1]);
  jest.advanceTimersByTime(99);
  add(4);
  expect(handed).toEqual([1]);
  jest.advanceTimersByTime(1);
  expect(handed).toEqual([1, 2, 3, 4]);
  add(5);
  expect(handed).toHaveLength(4);
  jest.advanceTimersByTime(100);
  expect(handed).toEqual([1, 2, 3, 4, 5]);
});

it('leaves the page to its user between parts of a burst, and changes no order', () => {
  const all = Array.from({ length: 250 }, (_, index) => index);
  add(...all);
  jest.advanceTimersByTime(100);
  expect(handed).toHaveLength(101);
  jest.runOnlyPendingTimers();
  expect(handed).toHaveLength(201);
  jest.runOnlyPendingTimers();
  expect(handed).toEqual(all);
});

it('hands on what waits when it is asked to, and nothing twice', () => {
  add(1, 2, 3);
  gathering.flush();
  expect(handed).toEqual([1, 2, 3]);
  jest.advanceTimersByTime(200);
  expect(handed).toEqual([1, 2, 3]);
});

it('waits for nothing while the page isn’t shown', () => {
  add(1, 2);
  shown = 'hidden';
  add(3);
  expect(handed).toEqual([1, 2, 3]);
});

it('hands on nothing more once it has ended', () => {
  add(1, 2);
  gathering.end();
  gathering.flush();
  add(3);
  jest.advanceTimersByTime(1_000);
  expect(handed).toEqual([1]);
});
