import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { ResponseMonitor } from './response-monitor';

let monitor: ResponseMonitor;
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
  monitor = new ResponseMonitor({
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
      monitor.stop();
    },
  });
  monitor.start();
});

afterEach(() => void jest.useRealTimers());

it('asks nothing while nobody does anything', () => {
  pass(3_600_000);
  expect(probes).toEqual([]);
  expect(overdue).toBe(false);
});

it('doubts within five seconds of a call that is not answered, and gives up when a probe isn’t either', () => {
  pass(60_000);
  monitor.trackCall();
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
  const answered = monitor.trackCall();
  pass(5_000);
  expect(overdue).toBe(true);
  monitor.received();
  answered(true);
  expect(overdue).toBe(false);
  pass(600_000);
  expect(givenUp).toEqual([]);
});

it('asks ever more rarely whether a server lives that answers everything but the call', () => {
  monitor.trackCall();
  for (let second = 0; second < 120; second += 1) {
    pass(1_000);
    if (probes.length > 0) monitor.received();
  }
  expect(overdue).toBe(true);
  expect(givenUp).toEqual([]);
  expect(probes.length).toBeLessThan(8);
});

it('stays in doubt while something waits that no call was answered for, and no longer', () => {
  waiting = true;
  const answered = monitor.trackCall();
  pass(5_000);
  answered(false);
  monitor.received();
  expect(overdue).toBe(true);
  waiting = false;
  monitor.received();
  expect(overdue).toBe(false);
});

it('doubts within five seconds of what somebody does on a page whose server froze', () => {
  pass(10_000);
  monitor.requestProbe('action');
  pass(5_000);
  expect(overdue).toBe(true);
  expect(probes).toHaveLength(1);
  pass(8_000);
  expect(givenUp).toHaveLength(1);
});

it('doubts in time also where the server froze a moment ago', () => {
  pass(10_000);
  monitor.received();
  monitor.requestProbe('return');
  pass(5_000);
  expect(overdue).toBe(true);
});

it('sends no probe where something is received meanwhile', () => {
  pass(10_000);
  monitor.requestProbe('sending');
  pass(200);
  monitor.received();
  pass(60_000);
  expect(probes).toEqual([]);
});

it('is calm again when the probe is answered late, on the same connection', () => {
  pass(10_000);
  monitor.requestProbe('action');
  pass(6_000);
  expect(overdue).toBe(true);
  monitor.received();
  expect(overdue).toBe(false);
  pass(600_000);
  expect(givenUp).toEqual([]);
});

it('asks ever more rarely for somebody who is busy on a page on which nothing is received', () => {
  for (let second = 0; second < 600; second += 1) {
    monitor.requestProbe('action');
    pass(1_000);
    if (probes.length > 0 && now() - (probes.at(-1) ?? 0) < 1_000) monitor.received();
  }
  expect(probes.length).toBeGreaterThan(5);
  expect(probes.length).toBeLessThan(15);
  const before = probes.length;
  // Who comes back wants to know it now.
  monitor.requestProbe('return');
  pass(2_000);
  expect(probes.length).toBe(before + 1);
});

it('sends no probe from a hidden page, and none without a connection', () => {
  visible = false;
  pass(10_000);
  monitor.requestProbe('sending');
  monitor.trackCall();
  pass(60_000);
  expect(probes).toEqual([]);
  expect(givenUp).toEqual([]);
  visible = true;
  monitor.stop();
  monitor.requestProbe('action');
  pass(60_000);
  expect(probes).toEqual([]);
});

it('begins each connection without what the one before owed', () => {
  const late = monitor.trackCall();
  pass(5_000);
  monitor.stop();
  expect(overdue).toBe(false);
  monitor.start();
  late(false);
  pass(60_000);
  expect(overdue).toBe(false);
  expect(probes).toHaveLength(1);
});

it('hears first what came while the page itself stood still', () => {
  pass(60_000);
  const answered = monitor.trackCall();
  // Timers run late, and the answer is still in the queue behind them.
  jest.setSystemTime(began + 90_000);
  pass(2_600);
  expect(overdue).toBe(false);
  monitor.received();
  answered(true);
  pass(60_000);
  expect(overdue).toBe(false);
  expect(probes).toEqual([]);
});
