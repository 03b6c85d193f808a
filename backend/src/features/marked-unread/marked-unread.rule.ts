import { ItemRule } from '../../platform/contract/item-rule.js';
import { PersonalItemRule } from '../personal-items/item-rule.port.js';

/** One for each conversation that the person sees; markers don’t move with it. */
@ItemRule('marked_unread')
export class MarkedUnreadRule extends PersonalItemRule<'marked_unread'> {
  override conversationOf(id: string): string {
    return id;
  }
}
