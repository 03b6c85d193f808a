import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { AnswerWatch } from './answer-watch';

let watch: AnswerWatch;
let visible: boolean;
let waiting: boolean;
let overdue: boolean;
/** When probes went out and connections were given up, in milliseconds from the start. */
let probes: number[];
let givenUp: number[];
const began = Date.UTC(2026, 0, 1);
const now = () => Date.now() - began;
const pass = (ms: number) => jest.advanceTimersByTime(ms);

beforeEach(() => {
  jest.useFakeTimers({ now: began });
  visible = true;
  waiting = false;
  overdue = false;
  probes = [];
  givenUp = [];
  watch = new AnswerWatch({
    now,
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    random: () => 1,
    mayProbe: () => visible,
    somethingWaits: () => waiting,
    probe: () => probes.push(now()),
    overdue: (is) => (overdue = is),
    giveUp: () => {
      givenUp.push(now());
      watch.stop();
    },
  });
  watch.start();
});

afterEach(() => void jest.useRealTimers());

it('asks nothing while nobody does anything', () => {
  pass(3_600_000);
  expect(probes).toEqual([]);
  expect(overdue).toBe(false);
});

it('doubts within five seconds of a call that is not answered, and gives up when a probe isn’t either', () => {
  pass(60_000);
  watch.call();
  pass(4_400);
  expect(overdue).toBe(false);
  pass(200);
  expect(overdue).toBe(true);
  expect(probes).toEqual([62_500]);
  pass(8_000);
  expect(givenUp).toEqual([72_500]);
  expect(overdue).toBe(false);
});

it('trusts again as soon as the call is answered', () => {
  const answered = watch.call();
  pass(5_000);
  expect(overdue).toBe(true);
  watch.heard();
  answered(true);
  expect(overdue).toBe(false);
  pass(600_000);
  expect(givenUp).toEqual([]);
});

it('asks ever more rarely whether a server lives that answers everything but the call', () => {
  watch.call();
  for (let second = 0; second < 120; second += 1) {
    pass(1_000);
    if (probes.length > 0) watch.heard();
  }
  expect(overdue).toBe(true);
  expect(givenUp).toEqual([]);
  expect(probes.length).toBeLessThan(8);
});

it('stays in doubt while something waits that no call was answered for, and no longer', () => {
  waiting = true;
  const answered = watch.call();
  pass(5_000);
  answered(false);
  watch.heard();
  expect(overdue).toBe(true);
  waiting = false;
  watch.heard();
  expect(overdue).toBe(false);
});

it('doubts within five seconds of what somebody does on a page whose server froze', () => {
  pass(10_000);
  watch.want('action');
  pass(5_000);
  expect(overdue).toBe(true);
  expect(probes).toHaveLength(1);
  pass(8_000);
  expect(givenUp).toHaveLength(1);
});

it('doubts in time also where the server froze a moment ago', () => {
  pass(10_000);
  watch.heard();
  watch.want('return');
  pass(5_000);
  expect(overdue).toBe(true);
});

it('sends no probe where something is heard meanwhile', () => {
  pass(10_000);
  watch.want('sending');
  pass(200);
  watch.heard();
  pass(60_000);
  expect(probes).toEqual([]);
});

it('is calm again when the probe is answered late, on the same connection', () => {
  pass(10_000);
  watch.want('action');
  pass(6_000);
  expect(overdue).toBe(true);
  watch.heard();
  expect(overdue).toBe(false);
  pass(600_000);
  expect(givenUp).toEqual([]);
});

it('asks ever more rarely for somebody who is busy on a page on which nothing is heard', () => {
  for (let second = 0; second < 600; second += 1) {
    watch.want('action');
    pass(1_000);
    if (probes.length > 0 && now() - (probes.at(-1) ?? 0) < 1_000) watch.heard();
  }
  expect(probes.length).toBeGreaterThan(5);
  expect(probes.length).toBeLessThan(15);
  const before = probes.length;
  // Who comes back wants to know it now.
  watch.want('return');
  pass(2_000);
  expect(probes.length).toBe(before + 1);
});

it('sends no probe from a hidden page, and none without a connection', () => {
  visible = false;
  pass(10_000);
  watch.want('sending');
  watch.call();
  pass(60_000);
  expect(probes).toEqual([]);
  expect(givenUp).toEqual([]);
  visible = true;
  watch.stop();
  watch.want('action');
  pass(60_000);
  expect(probes).toEqual([]);
});

it('begins each connection without what the one before owed', () => {
  const late = watch.call();
  pass(5_000);
  watch.stop();
  expect(overdue).toBe(false);
  watch.start();
  late(false);
  pass(60_000);
  expect(overdue).toBe(false);
  expect(probes).toHaveLength(1);
});
