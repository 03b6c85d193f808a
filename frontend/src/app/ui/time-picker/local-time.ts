const minuteMs = 60_000;
/** When a working day begins, for what is to happen on another day. */
const morning = 8;

/** What is offered first: in an hour, tomorrow morning, and on Monday morning unless that is tomorrow. */
export interface QuickTimes {
  readonly inAnHour: Date;
  readonly tomorrow: Date;
  readonly monday: Date | null;
}

/** By the clock and the calendar of where the reader is, over a change of the clocks too. */
export function quickTimes(now: Date): QuickTimes {
  const morningIn = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return {
    inAnHour: new Date(Math.ceil(now.getTime() / minuteMs) * minuteMs + 60 * minuteMs),
    tomorrow: morningIn(1),
    monday: daysToMonday === 1 ? null : morningIn(daysToMonday),
  };
}

/** One year later by UTC, as the service counts it. */
export function yearAfter(now: Date): Date {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() + 1);
  return then;
}

/** The local day as the value of a date field: 2026-03-29. */
export const dateField = (at: Date): string =>
  [pad(at.getFullYear(), 4), pad(at.getMonth() + 1), pad(at.getDate())].join('-');

/** The local time as the value of a time field: 08:00. */
export const timeField = (at: Date): string => `${pad(at.getHours())}:${pad(at.getMinutes())}`;

/**
 * The instant of a local day and time as fields give them; null where either is missing. A time that a change of the clocks
 * leaves out is the one as much later; of one that it brings twice, the first.
 */
export function fromFields(date: string, time: string): Date | null {
  const day = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(date)?.slice(1).map(Number);
  const clock = /^(\d\d):(\d\d)/.exec(time)?.slice(1).map(Number);
  if (!day || !clock) return null;
  const [year = 0, month = 0, dayOfMonth = 0] = day;
  // A constructor would take the years before 100 for those of the last century.
  const at = new Date(0);
  at.setFullYear(year, month - 1, dayOfMonth);
  at.setHours(clock[0] ?? 0, clock[1] ?? 0, 0, 0);
  return Number.isNaN(at.getTime()) ? null : at;
}

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');
