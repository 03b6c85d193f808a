/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { dateField, fromFields, quickTimes, timeField } from './local-time';

const local = (...parts: [number, number, number, number?, number?]) => new Date(...parts);

describe('what is offered first', () => {
  it('is in an hour, tomorrow and on Monday, in the morning', () => {
    const { inAnHour, tomorrow, monday } = quickTimes(local(2026, 2, 4, 14, 6));
    expect(inAnHour).toEqual(local(2026, 2, 4, 15, 6));
    expect(tomorrow).toEqual(local(2026, 2, 5, 8));
    expect(monday).toEqual(local(2026, 2, 9, 8));
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

describe('the fields', () => {
  it('give back the moment they show', () => {
    const at = local(2026, 2, 4, 8, 5);
    expect([dateField(at), timeField(at)]).toEqual(['2026-03-04', '08:05']);
    expect(fromFields('2026-03-04', '08:05')).toEqual(at);
  });

  it('give nothing as long as one of them is empty', () => {
    expect(fromFields('', '08:05')).toBeNull();
    expect(fromFields('2026-03-04', '')).toBeNull();
  });

  it('take a year that is being typed for what it is', () => {
    expect(fromFields('0020-03-04', '08:05')?.getFullYear()).toBe(20);
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
    expect(inParis("fromFields('2026-03-29', '02:30')")).toBe('2026-03-29T01:30:00.000Z');
    expect(inParis("fromFields('2026-10-25', '02:30')")).toBe('2026-10-25T00:30:00.000Z');
  });
});
