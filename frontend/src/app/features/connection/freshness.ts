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

export interface Said {
  key: WordKey;
  values: Record<string, string>;
}

/** « à jour à 14:02 », « à jour hier à 14:02 », « à jour le 3 mars à 14:02 ». */
export const freshness = (at: Date, now: Date, locale: Locale): Said => said(fresh, at, now, locale);

/** « Hors ligne depuis 14:02 », and so on. */
export const offlineSince = (at: Date, now: Date, locale: Locale): Said => said(offline, at, now, locale);

function said(words: Words, at: Date, now: Date, locale: Locale): Said {
  const days = daysAgo(at, now);
  const key = days <= 0 ? words.today : days === 1 ? words.yesterday : words.on;
  return { key, values: { time: clockTime(at, locale), day: dayAndMonth(at, now, locale) } };
}
