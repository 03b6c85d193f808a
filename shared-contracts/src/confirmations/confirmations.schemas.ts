import * as z from 'zod';
import { page } from '../page.js';
import { id, instant } from '../scalars.js';

/** People a message names as having confirmed; `count` counts them all. */
export const confirmationUserIds = 50;
/** Between two reminders of one message, in milliseconds; one sooner is `RATE_LIMITED`. */
export const confirmationReminderMs = 3_600_000;

/** Who is asked to confirm that they read the message: so many were `expected`, so many did, the first of them by name. */
export const confirmation = z
  .object({
    expected: z.int().nonnegative(),
    /** Those who joined later count too. */
    count: z.int().nonnegative(),
    userIds: z.array(id),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Confirmation' });
export type Confirmation = z.infer<typeof confirmation>;

/** A send asks for confirmations by naming the part; there is nothing to choose. */
export const confirmationInput = z.strictObject({}).meta({ id: 'ConfirmationInput' });

declare module '../feature/message-part.js' {
  interface MessageParts {
    confirmation: Confirmation;
  }
  interface MessagePartInputs {
    confirmation: z.input<typeof confirmationInput>;
  }
}

/** When somebody confirmed. */
export const confirmed = z.object({ at: instant }).meta({ id: 'Confirmed' });
export type Confirmed = z.infer<typeof confirmed>;

/** One's own confirmation; null before it. */
export const ownConfirmation = z.object({ at: instant.nullable() }).meta({ id: 'OwnConfirmation' });
export type OwnConfirmation = z.infer<typeof ownConfirmation>;

/** Who confirmed, in the order they did, then those who have not. */
export const confirmationPage = page(z.object({ userId: id, at: instant.nullable() })).meta({
  id: 'ConfirmationPage',
});
export type ConfirmationPage = z.infer<typeof confirmationPage>;
