import type { ItemValue } from '@litspark/shared-contracts';
import { ItemRule } from '../../platform/contract/item-rule.js';
import { PersonalItemRule, type ItemWrite } from '../personal-items/item-rule.port.js';

type Seen = ItemValue<'activity_seen'>;

/** Goes forward only: an earlier time changes nothing. */
@ItemRule('activity_seen')
export class ActivitySeenRule extends PersonalItemRule<'activity_seen'> {
  override write({ value, present }: ItemWrite<'activity_seen'>): Seen {
    // Both are of one form, whose order is that of the times.
    return present && present.at > value.at ? present : value;
  }
}
