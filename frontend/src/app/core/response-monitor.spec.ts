import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { awayAfterMs } from './away-after';
import { ResponseMonitor } from './response-monitor';

let monitor: ResponseMonitor;
let visible: boolean;
let waiting: boolean;
/** A server that is not answers each probe after a moment. */
let frozen: boolean;
/** What is random, from 0 to 1. */
let chance: number;
let overdue: boolean;
/** When probes went out and connections were given up, in milliseconds from the start. */
let probes: number[];
let givenUp: number[];
const began = Date.UTC(2026, 0, 1);
const answerMs = 20;
const now = () => Date.now() - began;
const pass = (ms: number) => jest.advanceTimersByTime(ms);

const begin = () => {
  visible = true;
  waiting = false;
  frozen = false;
  chance = 1;
  overdue = false;
  probes = [];
  givenUp = [];
  monitor = new ResponseMonitor({
    now,
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    random: () => chance,
    visible: () => visible,
    somethingWaits: () => waiting,
    probe: () => {
      probes.push(now());
      setTimeout(() => frozen || monitor.received(), answerMs);
    },
    overdue: (is) => (overdue = is),
    giveUp: () => {
      givenUp.push(now());
      monitor.stop();
    },
  });
  monitor.start();
};

beforeEach(() => {
  jest.useFakeTimers({ now: began });
  begin();
});

afterEach(() => void jest.useRealTimers());

it('asks nothing while nobody is there', () => {
  pass(3_600_000);
  expect(probes).toEqual([]);
  expect(overdue).toBe(false);
});

describe('on a page that somebody only looks at', () => {
  beforeEach(() => monitor.attended());

  it.each([0, 0.5, 1])('doubts within five seconds, whenever the server froze (chance %d)', (drawn) => {
    for (let frozenAfter = 0; frozenAfter <= 4_000; frozenAfter += 10) {
      monitor.stop();
      begin();
      chance = drawn;
      monitor.attended();
      pass(60_000 + frozenAfter);
      frozen = true;
      pass(2_000);
      expect({ frozenAfter, overdue }).toEqual({ frozenAfter, overdue: false });
      pass(3_000);
      expect({ frozenAfter, overdue }).toEqual({ frozenAfter, overdue: true });
    }
  });

  it.each([
    [0, 1_500],
    [1, 1_700],
  ])(
    'asks again after one and a half seconds of silence, spread at random (chance %d)',
    (drawn, silenceMs) => {
      chance = drawn;
      monitor.received();
      pass(60_000);
      const gaps = probes.map((at, index) => at - (probes[index - 1] ?? -answerMs));
      expect(new Set(gaps)).toEqual(new Set([silenceMs + answerMs]));
      expect(overdue).toBe(false);
    },
  );

  it('asks nothing while something is received', () => {
    for (let second = 0; second < 60; second += 1) {
      pass(1_000);
      monitor.received();
    }
    expect(probes).toEqual([]);
  });

  it('asks nothing any more once nobody has touched it for as long as it takes to be away, until somebody does', () => {
    pass(awayAfterMs + 1_700);
    const asked = probes.length;
    expect(probes.at(-1)).toBeGreaterThan(awayAfterMs - 2_000);
    pass(3_600_000);
    expect(probes).toHaveLength(asked);
    frozen = true;
    monitor.attended();
    pass(5_000);
    expect(overdue).toBe(true);
    expect(probes).toHaveLength(asked + 1);
  });

  it('is not delayed by somebody who never stops moving', () => {
    frozen = true;
    for (let times = 0; times < 50; times += 1) {
      pass(100);
      monitor.attended();
    }
    expect(overdue).toBe(true);
    expect(probes).toEqual([1_700]);
  });

  it('gives a silent connection up, and begins the next one without doubt', () => {
    frozen = true;
    pass(20_000);
    expect(givenUp).toEqual([1_700 + 10_000]);
    expect(overdue).toBe(false);
    frozen = false;
    monitor.start();
    pass(60_000);
    expect(overdue).toBe(false);
    expect(givenUp).toHaveLength(1);
  });

  it('is calm again when the probe is answered late, on the same connection', () => {
    frozen = true;
    pass(6_000);
    expect(overdue).toBe(true);
    frozen = false;
    monitor.received();
    expect(overdue).toBe(false);
    pass(600_000);
    expect(givenUp).toEqual([]);
  });

  it('asks nothing while hidden or without a connection', () => {
    visible = false;
    waiting = true;
    monitor.review();
    monitor.trackCall();
    pass(60_000);
    expect(probes).toEqual([]);
    expect(givenUp).toEqual([]);
    visible = true;
    monitor.stop();
    monitor.attended();
    pass(60_000);
    expect(probes).toEqual([]);
  });
});

it('asks while something waits to be sent, also where nobody is there', () => {
  pass(10_000);
  frozen = true;
  waiting = true;
  monitor.review();
  pass(5_000);
  expect(overdue).toBe(true);
  expect(probes).toHaveLength(1);
});

it('doubts within five seconds of a call that is not answered, and gives up when a probe isn’t either', () => {
  pass(60_000);
  frozen = true;
  monitor.trackCall();
  pass(4_400);
  expect(overdue).toBe(false);
  pass(200);
  expect(overdue).toBe(true);
  expect(probes).toEqual([61_700]);
  pass(8_000);
  expect(givenUp).toEqual([71_700]);
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

it('doubts a server that answers everything but the call, and stays with it', () => {
  monitor.trackCall();
  pass(120_000);
  expect(overdue).toBe(true);
  expect(givenUp).toEqual([]);
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

it('begins each connection without what the one before owed', () => {
  const late = monitor.trackCall();
  pass(5_000);
  monitor.stop();
  expect(overdue).toBe(false);
  monitor.start();
  const asked = probes.length;
  late(false);
  pass(60_000);
  expect(overdue).toBe(false);
  expect(probes).toHaveLength(asked);
});

it('hears first what came while the page itself stood still', () => {
  pass(60_000);
  const answered = monitor.trackCall();
  // Timers run late, and the answer is still in the queue behind them.
  jest.setSystemTime(began + 90_000);
  pass(1_800);
  expect(overdue).toBe(false);
  monitor.received();
  answered(true);
  pass(60_000);
  expect(overdue).toBe(false);
  expect(probes).toEqual([]);
});
