/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { monthWeeks, quickTimes, timeText, withTime } from './local-time';

const local = (...parts: [number, number, number, number?, number?]) => new Date(...parts);

describe('what is offered first', () => {
  it('is in an hour, tomorrow and on Monday, in the morning', () => {
    const { inAnHour, tomorrow, monday } = quickTimes(local(2026, 2, 4, 14, 6));
    expect(inAnHour).toEqual(local(2026, 2, 4, 15, 6));
    expect(tomorrow).toEqual(local(2026, 2, 5, 8));
    expect(monday).toEqual(local(2026, 2, 9, 8));
  });

  it('is in a week at the same time of the day', () => {
    expect(quickTimes(local(2026, 2, 25, 14, 6)).inAWeek).toEqual(local(2026, 3, 1, 14, 6));
  });

  it('is never sooner than an hour, and on a full minute', () => {
    expect(quickTimes(new Date(2026, 2, 4, 14, 6, 1)).inAnHour).toEqual(local(2026, 2, 4, 15, 7));
  });

  it('is the next week’s Monday on a Monday, and tomorrow alone on a Sunday', () => {
    expect(quickTimes(local(2026, 2, 2, 7)).monday).toEqual(local(2026, 2, 9, 8));
    expect(quickTimes(local(2026, 2, 1, 7))).toMatchObject({ tomorrow: local(2026, 2, 2, 8), monday: null });
  });

  it('goes over the ends of months and years', () => {
    expect(quickTimes(local(2026, 11, 31, 23, 30)).tomorrow).toEqual(local(2027, 0, 1, 8));
  });
});

describe('a time of a day', () => {
  const day = local(2026, 2, 4, 17);

  it('is written with two digits each', () => {
    expect(timeText(local(2026, 2, 4, 8, 5))).toBe('08:05');
  });

  it.each(['08:05', '8:05', '8h05', '8 h 05', '8.05', '0805', '805', ' 8 : 05 '])(
    'is read from “%s”',
    (text) => {
      expect(withTime(day, text)).toEqual(local(2026, 2, 4, 8, 5));
    },
  );

  it('is a full hour without minutes', () => {
    for (const text of ['8', '08', '8h', '8 h']) expect(withTime(day, text)).toEqual(local(2026, 2, 4, 8));
  });

  it.each(['', '24', '8:60', '8:5', 'midi', '8:05:30'])('is none in “%s”', (text) => {
    expect(withTime(day, text)).toBeNull();
  });
});

describe('the weeks of a month', () => {
  it('begin on Mondays and hold its days alone', () => {
    const weeks = monthWeeks(local(2026, 1, 17, 12));
    expect(weeks.map((week) => week.map((day) => day?.getDate() ?? 0).join(' '))).toEqual([
      '0 0 0 0 0 0 1',
      '2 3 4 5 6 7 8',
      '9 10 11 12 13 14 15',
      '16 17 18 19 20 21 22',
      '23 24 25 26 27 28 0',
    ]);
    expect(monthWeeks(local(2026, 7, 1))).toHaveLength(6);
  });
});

describe('over a change of the clocks', () => {
  /** What an expression gives where the clocks of Paris count: a time zone is a process's. */
  function inParis(expression: string): string {
    const source = readFileSync(join(process.cwd(), 'src/app/ui/time-picker/local-time.ts'), 'utf8');
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    const script = `${ts.transpileModule(source, { compilerOptions: options }).outputText}
      console.log((${expression}).toISOString());`;
    const env = { ...process.env, TZ: 'Europe/Paris' };
    return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      encoding: 'utf8',
    }).trim();
  }

  it('it is 8 in the morning on the other day, whichever offset that has', () => {
    expect(inParis("quickTimes(new Date('2026-03-28T11:00:00Z')).tomorrow")).toBe('2026-03-29T06:00:00.000Z');
    expect(inParis("quickTimes(new Date('2026-10-24T11:00:00Z')).monday")).toBe('2026-10-26T07:00:00.000Z');
  });

  it('an hour is an hour', () => {
    expect(inParis("quickTimes(new Date('2026-03-29T00:30:00Z')).inAnHour")).toBe('2026-03-29T01:30:00.000Z');
  });

  it('a year is counted by UTC, as the service does', () => {
    expect(inParis("yearAfter(new Date('2027-10-30T10:00:00Z'))")).toBe('2028-10-30T10:00:00.000Z');
    expect(inParis("yearAfter(new Date('2028-02-29T12:00:00Z'))")).toBe('2029-03-01T12:00:00.000Z');
  });

  it('a time that is left out is the one after the change, and of one that comes twice the first counts', () => {
    expect(inParis("withTime(new Date(2026, 2, 29), '02:30')")).toBe('2026-03-29T01:30:00.000Z');
    expect(inParis("withTime(new Date(2026, 9, 25), '02:30')")).toBe('2026-10-25T00:30:00.000Z');
  });
});
