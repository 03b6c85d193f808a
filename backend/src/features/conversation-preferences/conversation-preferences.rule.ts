import { ItemRule } from '../../platform/contract/item-rule.js';
import { PersonalItemRule } from '../personal-items/item-rule.port.js';

/** One for each conversation that the person sees. */
@ItemRule('conversation_preferences')
export class ConversationPreferencesRule extends PersonalItemRule<'conversation_preferences'> {
  override conversationOf(id: string): string {
    return id;
  }
}
