/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import {
  clockTime,
  dayName,
  daysAgo,
  namedMoment,
  shortDay,
  shortTime,
  timeAgo,
  utcOffset,
  writtenTime,
} from './dates';

const now = new Date(2025, 2, 13, 14, 6);
const at = (day: number, hour = 9, month = 2, year = 2025) => new Date(year, month, day, hour, 30);

describe('times', () => {
  it('count calendar days, not hours', () => {
    expect(daysAgo(new Date(2025, 2, 12, 23, 59), new Date(2025, 2, 13, 0, 1))).toBe(1);
    expect(daysAgo(at(13), now)).toBe(0);
  });

  it('count days right over a change of the clocks', () => {
    expect(daysAgo(new Date(2025, 2, 29, 12), new Date(2025, 2, 31, 12))).toBe(2);
  });

  it('are short in a list', () => {
    expect(shortTime(at(13), now, 'fr')).toBe('09:30');
    expect(shortTime(at(12), now, 'fr')).toBe('hier');
    expect(shortTime(at(10), now, 'fr')).toBe('lun.');
    expect(shortTime(at(1, 9, 1), now, 'en')).toBe('1 Feb');
    expect(shortTime(at(1, 9, 1, 2024), now, 'fr')).toContain('2024');
  });

  it('are written in a sentence as the language does', () => {
    expect(writtenTime(at(13), 'fr')).toBe('9\u00a0h\u00a030');
    expect(writtenTime(now, 'fr')).toBe('14\u00a0h\u00a006');
    expect(writtenTime(at(13), 'en')).toBe('09:30');
  });

  it('name the day in words', () => {
    expect(dayName(at(13), now, 'fr')).toBe('Aujourd’hui');
    expect(dayName(at(12), now, 'en')).toBe('Yesterday');
    expect(dayName(at(3), now, 'fr')).toBe('Lundi 3 mars');
    expect(dayName(at(1), now, 'fr')).toBe('Samedi 1er mars');
  });

  it('name a moment to come, or just past', () => {
    const named = (day: number, hour: number, minute = 0, year = 2025) =>
      namedMoment(new Date(year, 2, day, hour, minute), now, 'fr');
    expect(named(13, 15, 6)).toBe('aujourd’hui à 15\u00a0h\u00a006');
    expect(named(14, 8)).toBe('demain à 8\u00a0h');
    expect(named(12, 8)).toBe('hier à 8\u00a0h');
    expect(named(17, 8)).toBe('lundi 17 mars à 8\u00a0h');
    expect(named(17, 8, 0, 2026)).toBe('mardi 17 mars 2026 à 8\u00a0h');
    expect(namedMoment(at(17), now, 'en')).toBe('Monday 17 March at 09:30');
    expect(shortDay(at(17), 'fr')).toBe('lun. 17 mars');
    expect(shortDay(at(1), 'fr')).toBe('sam. 1er mars');
  });

  it('say how far the clock is from UTC', () => {
    expect(utcOffset(now, 'fr')).toMatch(/^UTC/);
    expect(utcOffset(now, 'en')).toMatch(/^(GMT|UTC)/);
  });

  it('say how long ago', () => {
    expect(timeAgo(new Date(2025, 2, 13, 14, 1), now, 'fr')).toBe('il y a 5 minutes');
    expect(timeAgo(at(13, 11), now, 'en')).toBe('3 hours ago');
    expect(clockTime(now, 'fr')).toBe('14:06');
  });
});
