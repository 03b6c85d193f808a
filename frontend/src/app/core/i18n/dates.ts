import type { Locale } from '@litspark/shared-contracts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'fr-FR', options);
  formats.set(key, known);
  return known;
}

/** Whole calendar days from `at` to `now` where the reader is: 0 today, 1 yesterday. */
export function daysAgo(at: Date, now: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(now) - day(at)) / 86_400_000);
}

/** 14:06 */
export const clockTime = (at: Date, locale: Locale): string =>
  format(locale, 'clock', { hour: '2-digit', minute: '2-digit' }).format(at);

/** The time within a sentence: « 9 h 06 », 09:06. */
export function writtenTime(at: Date, locale: Locale): string {
  const time = clockTime(at, locale);
  return locale === 'fr' ? time.replace(/^0?(\d+):/, '$1\u00a0h\u00a0') : time;
}

/** The day without the weekday, and with the year when it isn't this one: 3 mars. */
export function dayAndMonth(at: Date, now: Date, locale: Locale): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  const text = format(locale, `date${year ?? ''}`, { day: 'numeric', month: 'long', year }).format(at);
  return withOrdinal(text, locale);
}

/** Date and time in full, for titles and screen readers: lundi 3 mars 2025 à 14:06. */
export const exactTime = (at: Date, locale: Locale): string =>
  format(locale, 'exact', { dateStyle: 'full', timeStyle: 'short' }).format(at);

/** To the second, for a history: 3 mars 2025 à 14:06:09. */
export const preciseTime = (at: Date, locale: Locale): string =>
  format(locale, 'precise', { dateStyle: 'long', timeStyle: 'medium' }).format(at);

/** Today's time, « hier », a weekday within the week, then the date: for one column of a list. */
export function shortTime(at: Date, now: Date, locale: Locale): string {
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(at, locale);
  if (days === 1) return relativeDay(-1, locale);
  if (days < 7) return format(locale, 'weekday', { weekday: 'short' }).format(at);
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return format(locale, `short${year ?? ''}`, { day: 'numeric', month: 'short', year }).format(at);
}

/** The time, and the day in front of it unless it is today: « 3 mars, 14:06 ». */
export function momentName(at: Date, now: Date, locale: Locale): string {
  const time = clockTime(at, locale);
  return daysAgo(at, now) === 0 ? time : `${shortTime(at, now, locale)}, ${time}`;
}

/** « Aujourd’hui », « Hier », « Lundi 3 mars », with the year when it isn't this one. */
export function dayName(at: Date, now: Date, locale: Locale): string {
  const days = daysAgo(at, now);
  if (days >= 0 && days <= 1) return capitalised(relativeDay(-days, locale));
  return capitalised(dayText(at, now, locale));
}

/** A moment within a sentence, to come or just past: « demain à 8 h », « lundi 9 mars à 14 h 06 », with the year when it isn't this one. */
export function namedMoment(at: Date, now: Date, locale: Locale): string {
  const days = daysAgo(at, now);
  const time = writtenTime(at, locale).replace(/\u00a0h\u00a000$/, '\u00a0h');
  const day = Math.abs(days) <= 1 ? relativeDay(-days, locale) : dayText(at, now, locale);
  return locale === 'fr' ? `${day} à ${time}` : `${day} at ${time}`;
}

/** The day in few words: « jeu. 5 mars ». */
export const shortDay = (at: Date, locale: Locale): string =>
  withOrdinal(
    format(locale, 'shortDay', { weekday: 'short', day: 'numeric', month: 'short' }).format(at),
    locale,
  );

/** « mars 2026 ». */
export const monthAndYear = (at: Date, locale: Locale): string =>
  format(locale, 'month', { month: 'long', year: 'numeric' }).format(at);

/** The day in full for a screen reader, with the number that a calendar shows: « dimanche 1 mars 2026 ». */
export const fullDay = (at: Date, locale: Locale): string =>
  format(locale, 'fullDay', { dateStyle: 'full' }).format(at);

/** The days of the week from Monday on: « L », « lundi ». */
export const weekdays = (locale: Locale): { short: string; long: string }[] =>
  Array.from({ length: 7 }, (_weekday, index) => {
    // A Monday was the first of 2024.
    const day = new Date(2024, 0, 1 + index);
    return {
      short: format(locale, 'weekdayInitial', { weekday: 'narrow' }).format(day),
      long: format(locale, 'weekdayName', { weekday: 'long' }).format(day),
    };
  });

/** How far the reader's clock is from UTC at a moment: « UTC+1 ». */
export const utcOffset = (at: Date, locale: Locale): string =>
  format(locale, 'offset', { timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** How long ago, coarsely: « il y a 5 minutes ». */
export function timeAgo(at: Date, now: Date, locale: Locale): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  if (Math.abs(minutes) < 60 * 24) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(-daysAgo(at, now), 'day');
}

function dayText(at: Date, now: Date, locale: Locale): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  const options = { weekday: 'long', day: 'numeric', month: 'long', year } as const;
  return withOrdinal(format(locale, `day${year ?? ''}`, options).format(at), locale);
}

/** French counts the first of a month as such. */
const withOrdinal = (day: string, locale: Locale): string =>
  locale === 'fr' ? day.replace(/(^| )1 /, '$11er ') : day;

function relativeDay(days: number, locale: Locale): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
