import type { Locale } from '@litspark/shared-contracts';
import { clockTime, dayAndMonth, daysAgo } from '../../core/i18n/dates';
import type { WordKey } from '../../core/i18n/word-keys';

type Words = Record<'today' | 'yesterday' | 'on', WordKey>;

const fresh: Words = {
  today: 'connection.freshToday',
  yesterday: 'connection.freshYesterday',
  on: 'connection.freshOn',
};
const offline: Words = {
  today: 'connection.offlineToday',
  yesterday: 'connection.offlineYesterday',
  on: 'connection.offlineOn',
};

/** A text of the interface, and what stands in its holes. */
export interface TextWithValues {
  key: WordKey;
  values: Record<string, string>;
}

/** « à jour à 14:02 », « à jour hier à 14:02 », « à jour le 3 mars à 14:02 ». */
export const freshness = (at: Date, now: Date, locale: Locale): TextWithValues =>
  textOf(fresh, at, now, locale);

/** « Hors ligne depuis 14:02 », and so on. */
export const offlineSince = (at: Date, now: Date, locale: Locale): TextWithValues =>
  textOf(offline, at, now, locale);

function textOf(words: Words, at: Date, now: Date, locale: Locale): TextWithValues {
  const days = daysAgo(at, now);
  const key = days <= 0 ? words.today : days === 1 ? words.yesterday : words.on;
  return { key, values: { time: clockTime(at, locale), day: dayAndMonth(at, now, locale) } };
}
