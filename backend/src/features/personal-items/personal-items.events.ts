import type { PersonalItem } from '@litspark/shared-contracts';
import { DomainEvent } from '../../platform/events/domain-event.js';

/** Items of one person changed or are gone, in ascending revision. */
export class ItemsChanged extends DomainEvent {
  static readonly eventName = 'personal-items.changed.v1';

  constructor(
    readonly userId: string,
    readonly items: PersonalItem[],
  ) {
    super();
  }
}
