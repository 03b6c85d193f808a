import { ItemRule } from '../../platform/contract/item-rule.js';
import { PersonalItemRule } from '../personal-items/item-rule.port.js';

/** Anybody sorts their own list. */
@ItemRule('sidebar')
export class SidebarRule extends PersonalItemRule<'sidebar'> {}
