import * as z from 'zod';
import { limits } from '../limits.js';
import { instant, label } from '../scalars.js';

const timeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');

const quietHours = z.object({
  /** 1 is Monday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: timeOfDay,
  /** Exclusive; may pass midnight. */
  to: timeOfDay,
});

/** Of the one item of this kind. Where nothing was set, `defaultSettings` hold. */
export const settings = z
  .object({
    timeZone,
    quietHours: z.array(quietHours).max(limits.quietHours),
    dndUntil: instant.nullable(),
    channelLevel: z.enum(['all', 'mentions']),
    keywords: z.array(label(limits.keywordCodePoints)).max(limits.keywords),
    sound: z.boolean(),
    desktop: z.boolean(),
    push: z.boolean(),
    /** May a notification show text. */
    preview: z.boolean(),
    email: z.enum(['off', 'mentions', 'all']),
    emailAfterMinutes: z.int().min(5).max(1_440),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof settings>;

function isTimeZone(name: string): boolean {
  // An offset such as +02:00 is taken by newer engines only, and is no zone.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
