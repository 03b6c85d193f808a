/** An instant in the past, seen from the moment at which the demo is made. */
export type DemoTime = (now: Date) => Date;

export const minutesAgo =
  (minutes: number): DemoTime =>
  (now) =>
    new Date(now.getTime() - minutes * 60_000);

/** A time of day (HH:MM, the server's) some days before. */
export const daysAgo =
  (days: number, time: string): DemoTime =>
  (now) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const at = new Date(now);
    at.setDate(at.getDate() - days);
    at.setHours(hours, minutes, 0, 0);
    return at;
  };
