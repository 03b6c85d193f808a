import type { Presence } from '@litspark/shared-contracts';
import { Signal } from '../../platform/events/signal.js';

/** A user came, went away or left, on whichever node. */
export class PresenceChanged extends Signal {
  constructor(
    readonly userId: string,
    readonly presence: Presence,
    /** ISO 8601, UTC, milliseconds; null while somebody is there. */
    readonly lastSeenAt: string | null,
    /** Who is to know: those who share a conversation that is not large. */
    readonly audience: string[],
  ) {
    super();
  }
}
