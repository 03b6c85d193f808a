import type { Presence } from '@litspark/shared-contracts';
import { Signal } from '../../platform/events/signal.js';

/** A user came, went away or left, on whichever node. */
export class PresenceChanged extends Signal {
  static readonly eventName = 'presence.changed.v1';

  constructor(
    readonly userId: string,
    readonly presence: Presence,
    /** ISO 8601, UTC, milliseconds; null while somebody is there. */
    readonly lastSeenAt: string | null,
    /** Their conversations that are not large: who is in one of them is to know. */
    readonly conversationIds: string[],
  ) {
    super();
  }
}
