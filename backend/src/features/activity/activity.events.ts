import type { ActivityEntry } from '@litspark/shared-contracts';
import { DomainEvent } from '../../platform/events/domain-event.js';

/** Something happened to these people. */
export class ActivityAdded extends DomainEvent {
  static readonly eventName = 'activity.added.v1';

  constructor(readonly entries: { userId: string; entry: ActivityEntry }[]) {
    super();
  }
}
