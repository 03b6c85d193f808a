const minuteMs = 60_000;
/** When a working day begins, for what is to happen on another day. */
const morning = 8;

/** What is offered first wherever a moment to come is asked for; Monday unless that is tomorrow. */
export interface QuickTimes {
  readonly inAnHour: Date;
  readonly tomorrow: Date;
  readonly monday: Date | null;
  /** The same time of the day. */
  readonly inAWeek: Date;
}

/** By the clock and the calendar of where the reader is, over a change of the clocks too. */
export function quickTimes(now: Date): QuickTimes {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const morningIn = (days: number) => new Date(year, month, day + days, morning);
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return {
    inAnHour: new Date(Math.ceil(now.getTime() / minuteMs) * minuteMs + 60 * minuteMs),
    tomorrow: morningIn(1),
    monday: daysToMonday === 1 ? null : morningIn(daysToMonday),
    inAWeek: new Date(year, month, day + 7, now.getHours(), now.getMinutes()),
  };
}

/** One year later by UTC, as the service counts it. */
export function yearAfter(now: Date): Date {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() + 1);
  return then;
}

/** The local time as people write it: 08:00. */
export const timeText = (at: Date): string => `${pad(at.getHours())}:${pad(at.getMinutes())}`;

/**
 * The instant of a local day and a time as people type it: 8, 8 h 30, 08:30, 0830. Null where that is none. A time that a change
 * of the clocks leaves out is the one as much later; of one that it brings twice, the first.
 */
export function withTime(day: Date, text: string): Date | null {
  const typed = /^\s*(\d{1,2})\s*[h:.]?\s*(\d\d)?\s*$/i.exec(text);
  if (!typed) return null;
  const [hour, minute] = [Number(typed[1]), Number(typed[2] ?? 0)];
  if (hour > 23 || minute > 59) return null;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute);
}

export const firstOfDay = (at: Date): Date => daysFrom(at, 0);

/** A number of days later, or earlier, as that day begins. */
export const daysFrom = (at: Date, days: number): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);

/** The first day of a month, a number of months later or earlier. */
export const monthFrom = (at: Date, months: number): Date =>
  new Date(at.getFullYear(), at.getMonth() + months, 1);

export const sameDay = (a: Date, b: Date): boolean => firstOfDay(a).getTime() === firstOfDay(b).getTime();

/** The days of a month by weeks from Monday on; null for those of the months around it. */
export function monthWeeks(month: Date): readonly (readonly (Date | null)[])[] {
  const first = monthFrom(month, 0);
  const before = (first.getDay() + 6) % 7;
  const count = daysFrom(monthFrom(month, 1), -1).getDate();
  return Array.from({ length: Math.ceil((before + count) / 7) }, (_week, week) =>
    Array.from({ length: 7 }, (_day, weekday) => {
      const day = week * 7 + weekday - before;
      return day >= 0 && day < count ? daysFrom(first, day) : null;
    }),
  );
}

const pad = (value: number): string => String(value).padStart(2, '0');
